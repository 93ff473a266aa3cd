import { util, type Context } from '@aws-appsync/utils';
import type { MutationPutItemArgs } from '../../schema/generated/types.ts';
import { itemFields, itemRow, type ItemRow } from '../../schema/contract/item.ts';
import { raiseFailure } from '../lib/failure.ts';
import { toItem } from '../lib/item.ts';
import { presentInstant } from '../lib/presentInstant.ts';

/** Replaces the whole item in one write: given fields are set, absent ones removed, `createdAt` kept. */
export function request(ctx: Context<MutationPutItemArgs>) {
  const { input } = ctx.args;
  const now = presentInstant();
  const stored = itemRow(input, now, now) as unknown as Record<string, unknown>;
  const given = itemFields.filter((name) => Object.hasOwn(stored, name));
  const absent = itemFields.filter((name) => !Object.hasOwn(stored, name));
  const expressionNames: Record<string, string> = { '#createdAt': 'createdAt', '#updatedAt': 'updatedAt' };
  itemFields.forEach((name) => {
    expressionNames[`#${name}`] = name;
  });
  const values: Record<string, unknown> = { ':now': now };
  given.forEach((name) => {
    values[`:${name}`] = stored[name];
  });
  const set = [
    ...given.map((name) => `#${name} = :${name}`),
    '#createdAt = if_not_exists(#createdAt, :now)',
    '#updatedAt = :now',
  ];
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ itemId: input.itemId }),
    update: {
      expression: `SET ${set.join(', ')}${absent.length > 0 ? ` REMOVE ${absent.map((name) => `#${name}`).join(', ')}` : ''}`,
      expressionNames,
      expressionValues: util.dynamodb.toMapValues(values),
    },
  };
}

export function response(ctx: Context<MutationPutItemArgs, object, undefined, undefined, ItemRow>) {
  if (ctx.error) raiseFailure(ctx.error);
  return toItem(ctx.result);
}
