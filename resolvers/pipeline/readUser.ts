import { util, type Context } from '@aws-appsync/utils';
import { erasedSortKey, storedListSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { storedListFields } from '../../schema/contract/rows.ts';
import { historyFields } from '../../schema/contract/scoring.ts';
import { raiseFailure } from '../lib/failure.ts';
import { toHistory, type UserRow } from '../lib/history.ts';
import { projectionOf } from '../lib/projectionOf.ts';
import type { ListStash } from '../lib/recommendationList.ts';

/** Rows besides the history that the read allows for: stored lists, the presence mark. */
const OTHER_ROWS = 8;

/**
 * One Query answers who the user is and whether the stored list is fresh: it runs backwards from the stored list of
 * the placement to the newest interactions (schema/contract/keys.ts). Of somebody whose data were erased it meets the mark
 * and nothing else: they are answered like anybody without a history, and the list is not kept.
 */
export function request(ctx: Context<unknown, ListStash>) {
  const { userId, placement } = ctx.stash.request;
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk AND #sk BETWEEN :oldest AND :list',
      expressionNames: { '#pk': 'pk', '#sk': 'sk' },
      expressionValues: util.dynamodb.toMapValues({
        ':pk': userPartitionKey(userId ?? ''),
        ':oldest': erasedSortKey,
        ':list': storedListSortKey(placement),
      }),
    },
    projection: projectionOf(['sk', ...historyFields, ...storedListFields]),
    scanIndexForward: false,
    limit: +ctx.env.HISTORY_SIZE + OTHER_ROWS,
    consistentRead: true,
  };
}

export function response(
  ctx: Context<unknown, ListStash, undefined, undefined, { items: UserRow[]; nextToken?: string | null }>,
) {
  if (ctx.error) raiseFailure(ctx.error);
  const { items, nextToken } = ctx.result;
  const historySize = +ctx.env.HISTORY_SIZE;
  const listKey = storedListSortKey(ctx.stash.request.placement);
  const now = util.time.nowEpochSeconds();
  // DynamoDB removes expired rows late.
  ctx.stash.storedList = items.find((row) => row.sk === listKey && (row.expiresAt ?? now + 1) > now) ?? null;
  ctx.stash.isErased = items.some((row) => row.sk === erasedSortKey);
  const history = toHistory(items, historySize);
  // Stored lists may have crowded the history out; `readHistory` then reads it by itself.
  if (nextToken && history.length < historySize) return {};
  ctx.stash.history = history;
  return {};
}
