import { runtime, util, type Context } from '@aws-appsync/utils';
import type { ItemRow } from '../../schema/contract/item.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';
import { raiseFailure } from '../lib/failure.ts';
import { projectionOf } from '../lib/projectionOf.ts';
import type { ListStash } from '../lib/recommendationList.ts';

interface BatchResult {
  data: Record<string, (ItemRow | null)[]>;
}

/**
 * Looks up the items of a history that anybody may have made up: what is like a hidden item would tell that there is
 * one. DynamoDB refuses a batch that names a key twice.
 */
export function request(ctx: Context<unknown, ListStash>) {
  const history = ctx.stash.history ?? [];
  if (history.length === 0) runtime.earlyReturn({});
  const distinct: Record<string, string> = {};
  history.forEach(({ itemId }) => {
    distinct[`#${itemId}`] = itemId;
  });
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.CATALOGUE_TABLE]: {
        keys: Object.values(distinct).map((itemId) => util.dynamodb.toMapValues({ itemId })),
        projection: projectionOf(['itemId', 'hidden']),
      },
    },
  };
}

/** Keeps the entries whose item is there and shown. One that was not read, because DynamoDB was busy, says nothing. */
export function response(ctx: Context<unknown, ListStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const shown: Record<string, boolean> = {};
  (ctx.result.data[ctx.env.CATALOGUE_TABLE] ?? []).forEach((item) => {
    if (item && !item.hidden) shown[`#${item.itemId}`] = true;
  });
  ctx.stash.history = (ctx.stash.history as HistoryEntry[]).filter(({ itemId }) => shown[`#${itemId}`]);
  return {};
}
