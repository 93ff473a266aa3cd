import { util, type Context } from '@aws-appsync/utils';
import type { QueryInteractionsArgs } from '../schema/generated/types.ts';
import type { InteractionRow } from '../schema/contract/interaction.ts';
import { impressionPrefix, interactionPrefix, userPartitionKey } from '../schema/contract/keys.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId, requireLimit } from './lib/checks.ts';
import { toInteraction } from './lib/interaction.ts';
import { raisePageFailure, readPageToken, toPage, type PageToken } from './lib/pageToken.ts';

/** Interactions that one read looks at when only one event type is wanted. */
const FILTERED_READ = 200;

interface Stash {
  list: string;
  token: PageToken;
  limit: number;
}

/** A user's interactions, newest first. Impressions stand under keys of their own and need no filter. */
export function request(ctx: Context<QueryInteractionsArgs, Stash>) {
  const { eventType } = ctx.args;
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  const limit = requireLimit(ctx.args.limit);
  const list = `interactions/${eventType ?? ''}/${userId}`;
  const token = readPageToken(list, ctx.args.nextToken);
  ctx.stash.list = list;
  ctx.stash.token = token;
  ctx.stash.limit = limit;
  const isFiltered = !!eventType && eventType !== 'IMPRESSION';
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk AND begins_with(#sk, :prefix)',
      expressionNames: { '#pk': 'pk', '#sk': 'sk' },
      expressionValues: util.dynamodb.toMapValues({
        ':pk': userPartitionKey(userId),
        ':prefix': eventType === 'IMPRESSION' ? impressionPrefix : interactionPrefix,
      }),
    },
    ...(isFiltered
      ? {
          filter: {
            expression: '#eventType = :eventType',
            expressionNames: { '#eventType': 'eventType' },
            expressionValues: util.dynamodb.toMapValues({ ':eventType': eventType }),
          },
        }
      : {}),
    scanIndexForward: false,
    limit: isFiltered ? FILTERED_READ : limit,
    nextToken: token.start,
    consistentRead: true,
  };
}

export function response(
  ctx: Context<
    QueryInteractionsArgs,
    Stash,
    undefined,
    undefined,
    { items: InteractionRow[]; nextToken?: string | null }
  >,
) {
  const { list, token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage(list, token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((stored) => toInteraction(stored)), nextToken: page.nextToken };
}
