import { util, type Context } from '@aws-appsync/utils';
import type { QueryItemArgs } from '../schema/generated/types.ts';
import type { ItemRow } from '../schema/contract/item.ts';
import { isPrivileged } from './lib/caller.ts';
import { requireId } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';
import { toItem } from './lib/item.ts';

/** One item. */
export function request(ctx: Context<QueryItemArgs>) {
  requireId('itemId', ctx.args.itemId);
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ itemId: ctx.args.itemId }), consistentRead: true };
}

export function response(ctx: Context<QueryItemArgs, object, undefined, undefined, ItemRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  if (!ctx.result || (ctx.result.hidden && !isPrivileged(ctx.identity))) return null;
  return toItem(ctx.result);
}
