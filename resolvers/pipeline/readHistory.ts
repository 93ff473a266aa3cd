import { runtime, util, type Context } from '@aws-appsync/utils';
import { interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { historyFields } from '../../schema/contract/scoring.ts';
import { raiseFailure } from '../lib/failure.ts';
import { toHistory, type UserRow } from '../lib/history.ts';
import { projectionOf } from '../lib/projectionOf.ts';
import type { ListStash } from '../lib/recommendationList.ts';

/** Reads the newest interactions, unless `readUser` has met all that are wanted. */
export function request(ctx: Context<unknown, ListStash>) {
  if (ctx.stash.history) runtime.earlyReturn({});
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk AND begins_with(#sk, :prefix)',
      expressionNames: { '#pk': 'pk', '#sk': 'sk' },
      expressionValues: util.dynamodb.toMapValues({
        ':pk': userPartitionKey(ctx.stash.request.userId ?? ''),
        ':prefix': interactionPrefix,
      }),
    },
    projection: projectionOf(['sk', ...historyFields]),
    scanIndexForward: false,
    limit: +ctx.env.HISTORY_SIZE,
    consistentRead: true,
  };
}

export function response(ctx: Context<unknown, ListStash, undefined, undefined, { items: UserRow[] }>) {
  if (ctx.error) raiseFailure(ctx.error);
  ctx.stash.history = toHistory(ctx.result.items, +ctx.env.HISTORY_SIZE);
  return {};
}
