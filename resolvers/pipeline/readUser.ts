import { util, type Context } from '@aws-appsync/utils';
import { interactionPrefix, storedListSortKey, userPartitionKey } from '../../schema/tables/keys.ts';
import { answerFromStore } from '../lib/answerFromStore.ts';
import { raiseFailure } from '../lib/failure.ts';
import { historyFields, toHistory, type UserRow } from '../lib/history.ts';
import { projectionOf } from '../lib/projectionOf.ts';
import type { ListStash } from '../lib/recommendationList.ts';

/** Rows besides the history that the read allows for: stored lists, the presence mark. */
const OTHER_ROWS = 8;
const listFields = [
  'recommendationId',
  'placement',
  'generatedAt',
  'basedOn',
  'modelVersion',
  'source',
  'degraded',
  'degradedReason',
  'listSize',
  'items',
];

/**
 * One Query answers who the user is and whether the stored list is fresh: it runs backwards from the stored list of
 * the placement to the newest interactions (schema/tables/keys.ts).
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
        ':oldest': interactionPrefix,
        ':list': storedListSortKey(placement),
      }),
    },
    projection: projectionOf(['sk', ...historyFields, ...listFields]),
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
  ctx.stash.history = toHistory(items, historySize);
  ctx.stash.storedList = items.find((row) => row.sk === listKey) ?? null;
  ctx.stash.historyMissing = !!nextToken && ctx.stash.history.length < historySize;
  if (!ctx.stash.historyMissing) answerFromStore(ctx.stash, ctx.env);
  return {};
}
