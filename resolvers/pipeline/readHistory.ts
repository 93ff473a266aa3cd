import { runtime, util, type Context } from '@aws-appsync/utils';
import { interactionPrefix, userPartitionKey } from '../../schema/tables/keys.ts';
import { answerFromStore } from '../lib/answerFromStore.ts';
import { raiseFailure } from '../lib/failure.ts';
import { historyFields, toHistory, type UserRow } from '../lib/history.ts';
import type { ListStash } from '../lib/recommendationList.ts';

/** Reads the newest interactions, unless `readUser` has met all that are wanted. */
export function request(ctx: Context<unknown, ListStash>) {
  if (!ctx.stash.historyMissing) runtime.earlyReturn({});
  const names = ['sk', ...historyFields];
  const expressionNames: Record<string, string> = {};
  names.forEach((name) => {
    expressionNames[`#${name}`] = name;
  });
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
    projection: { expression: names.map((name) => `#${name}`).join(', '), expressionNames },
    scanIndexForward: false,
    limit: parseInt(ctx.env.HISTORY_SIZE, 10),
    consistentRead: true,
  };
}

export function response(ctx: Context<unknown, ListStash, undefined, undefined, { items: UserRow[] }>) {
  if (ctx.error) raiseFailure(ctx.error);
  ctx.stash.history = toHistory(ctx.result.items, parseInt(ctx.env.HISTORY_SIZE, 10));
  answerFromStore(ctx.stash, ctx.env);
  return {};
}
