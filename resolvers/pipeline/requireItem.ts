import { util, type Context } from '@aws-appsync/utils';
import { quote } from '../../schema/contract/checks.ts';
import { raiseFailure } from '../lib/failure.ts';
import { projectionOf } from '../lib/projectionOf.ts';

/** Ends the request with `ItemNotFound` unless the catalogue has `stash.itemId`. Reads the key only. */
export function request(ctx: Context<unknown, { itemId: string }>) {
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues({ itemId: ctx.stash.itemId }),
    projection: projectionOf(['itemId']),
  };
}

export function response(ctx: Context<unknown, { itemId: string }>) {
  if (ctx.error) raiseFailure(ctx.error);
  if (!ctx.result) {
    util.error(`The catalogue has no item ${quote(ctx.stash.itemId)}. Write it with putItem first.`, 'ItemNotFound');
  }
  return ctx.prev?.result ?? {};
}
