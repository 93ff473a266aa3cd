import { util, type Context } from '@aws-appsync/utils';
import type { QueryItemsArgs } from '../schema/generated/types.ts';
import type { ItemRow } from '../schema/contract/item.ts';
import { isPrivileged } from './lib/caller.ts';
import { requireLimit } from './lib/checks.ts';
import { allOf, anyOf, single } from './lib/condition.ts';
import { toFilterExpression } from './lib/filterExpression.ts';
import { toItem } from './lib/item.ts';
import { raisePageFailure, readPageToken, toPage, type PageToken } from './lib/pageToken.ts';

/** Items that one read looks at when a filter may drop most of them; DynamoDB stops at 1 MB in any case. */
const FILTERED_READ = 1000;

interface Stash {
  list: string;
  token: PageToken;
  limit: number;
}

/** The catalogue. DynamoDB counts its limit before it filters, so a filtered read looks at more than the page takes. */
export function request(ctx: Context<QueryItemsArgs, Stash>) {
  const { filter } = ctx.args;
  const limit = requireLimit(ctx.args.limit);
  const { condition, names, values } = toFilterExpression(filter ?? {});
  // What a token skips are matches of its filter.
  const list = `items/${JSON.stringify(filter ?? {})}`;
  const token = readPageToken(list, ctx.args.nextToken);
  ctx.stash.list = list;
  ctx.stash.token = token;
  ctx.stash.limit = limit;
  const conditions = condition ? [condition] : [];
  if (!isPrivileged(ctx.identity)) {
    conditions.push(anyOf([single('attribute_not_exists(#hidden)'), single('#hidden = :shown')]));
    names['#hidden'] = 'hidden';
    values[':shown'] = false;
  }
  return {
    operation: 'Scan',
    limit: condition ? FILTERED_READ : limit,
    nextToken: token.start,
    ...(conditions.length > 0
      ? {
          filter: {
            expression: allOf(conditions).text,
            expressionNames: names,
            ...(Object.keys(values).length > 0 ? { expressionValues: util.dynamodb.toMapValues(values) } : {}),
          },
        }
      : {}),
  };
}

export function response(
  ctx: Context<QueryItemsArgs, Stash, undefined, undefined, { items: ItemRow[]; nextToken?: string | null }>,
) {
  const { list, token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage(list, token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((item) => toItem(item)), nextToken: page.nextToken };
}
