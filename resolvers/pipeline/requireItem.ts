import { util, type Context } from '@aws-appsync/utils';
import { quote } from '../../schema/contract/checks.ts';
import { isPrivileged } from '../lib/caller.ts';
import { raiseFailure } from '../lib/failure.ts';
import { projectionOf } from '../lib/projectionOf.ts';

/** Ends the request with `ItemNotFound` unless the catalogue has `stash.itemId` for the caller. Reads two fields. */
export function request(ctx: Context<unknown, { itemId: string }>) {
  return {
    operation: 'GetItem',
    key: util.dynamodb.toMapValues({ itemId: ctx.stash.itemId }),
    projection: projectionOf(['itemId', 'hidden']),
  };
}

export function response(
  ctx: Context<unknown, { itemId: string }, { result?: unknown }, undefined, { hidden?: boolean } | null>,
) {
  if (ctx.error) raiseFailure(ctx.error);
  // A hidden item is not told from a missing one.
  if (!ctx.result || (ctx.result.hidden && !isPrivileged(ctx.identity))) {
    util.error(`The catalogue has no item ${quote(ctx.stash.itemId)}. Write it with putItem first.`, 'ItemNotFound');
  }
  return ctx.prev?.result ?? {};
}
