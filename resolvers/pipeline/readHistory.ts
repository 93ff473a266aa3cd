import { runtime, util, type Context } from '@aws-appsync/utils';
import { erasedSortKey, interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { historyFields } from '../../schema/contract/scoring.ts';
import { asksForItems } from '../lib/asksForItems.ts';
import { raiseFailure } from '../lib/failure.ts';
import { toHistory, userRowsQuery, type UserRow } from '../lib/history.ts';
import { projectionOf } from '../lib/projectionOf.ts';
import { withItemIds, type ListStash } from '../lib/recommendationList.ts';
import { answerFromStoredList } from '../lib/storedList.ts';

/**
 * Reads the newest interactions, or those of them that `readUser` has not met, unless there is an answer already. One that
 * needs no items is whole: nothing that follows has anything to do.
 */
export function request(ctx: Context<unknown, ListStash>) {
  const { recommendations, history, unreadRows, request: wanted } = ctx.stash;
  if (recommendations && !asksForItems(ctx.info.selectionSetList, ctx.info.selectionSetGraphQL)) {
    ctx.stash.recommendations = withItemIds(recommendations);
    runtime.earlyReturn({}, { skipTo: 'END' });
  }
  if (recommendations || (history && !unreadRows)) runtime.earlyReturn({});
  const userId = wanted.userId ?? '';
  const size = +ctx.env.HISTORY_SIZE;
  // Behind an interaction there are interactions, and the mark of an erasure.
  if (history && history.length > 0) return userRowsQuery(userId, wanted.placement, size, unreadRows ?? null);
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk AND begins_with(#sk, :prefix)',
      expressionNames: { '#pk': 'pk', '#sk': 'sk' },
      expressionValues: util.dynamodb.toMapValues({ ':pk': userPartitionKey(userId), ':prefix': interactionPrefix }),
    },
    projection: projectionOf(['sk', ...historyFields]),
    scanIndexForward: false,
    limit: size,
    consistentRead: true,
  };
}

/** The whole history may show that the stored list is fresh after all. */
export function response(ctx: Context<unknown, ListStash, undefined, undefined, { items: UserRow[] }>) {
  if (ctx.error) raiseFailure(ctx.error);
  const { items } = ctx.result;
  const size = +ctx.env.HISTORY_SIZE;
  if (items.some((row) => row.sk === erasedSortKey)) ctx.stash.isErased = true;
  ctx.stash.history = [...(ctx.stash.history ?? []), ...toHistory(items, size)].slice(0, size);
  ctx.stash.unreadRows = null;
  ctx.stash.historySince = '';
  answerFromStoredList(ctx.stash, ctx.env);
  return {};
}
