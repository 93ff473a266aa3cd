import { util, type Context } from '@aws-appsync/utils';
import type { MutationDeleteItemArgs } from '../../schema/generated/types.ts';
import { quote } from '../../schema/contract/checks.ts';
import type { ItemRow } from '../../schema/contract/item.ts';
import { CONDITION_FAILED, raiseFailure } from '../lib/failure.ts';
import { toItem } from '../lib/item.ts';

/** Deletes the item and answers what it was. */
export function request(ctx: Context<MutationDeleteItemArgs>) {
  const { itemId } = ctx.args.input;
  return {
    operation: 'DeleteItem',
    key: util.dynamodb.toMapValues({ itemId }),
    condition: { expression: 'attribute_exists(itemId)' },
  };
}

/**
 * AppSync takes a failed condition for success when the item is gone, and answers null:
 * https://docs.aws.amazon.com/appsync/latest/devguide/js-aws-appsync-resolver-reference-dynamodb-condition-expressions.html
 */
export function response(ctx: Context<MutationDeleteItemArgs, object, undefined, undefined, ItemRow | null>) {
  if (ctx.error && ctx.error.type !== CONDITION_FAILED) raiseFailure(ctx.error);
  if (ctx.error || !ctx.result) {
    util.error(`The catalogue has no item ${quote(ctx.args.input.itemId)}.`, 'ItemNotFound');
  }
  return toItem(ctx.result);
}
