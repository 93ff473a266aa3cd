import { extensions, util, type Context } from '@aws-appsync/utils';
import type { SubscriptionOnRecommendationArgs } from '../schema/generated/types.ts';
import { placementAttribute, presenceSortKey, userPartitionKey } from '../schema/contract/keys.ts';
import { presenceSeconds } from '../schema/contract/limits.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId, requirePlacement } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';

/** Checks the caller and leaves the presence mark, without which nothing is scored ahead of a request. */
export function request(ctx: Context<SubscriptionOnRecommendationArgs>) {
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  const placement = requirePlacement('placement', ctx.args.placement);
  const expiry = util.time.nowEpochSeconds() + presenceSeconds;
  return {
    operation: 'UpdateItem',
    key: util.dynamodb.toMapValues({ pk: userPartitionKey(userId), sk: presenceSortKey }),
    update: {
      expression: 'SET #placement = :expiry, #expiresAt = :expiry',
      expressionNames: { '#placement': placementAttribute(placement), '#expiresAt': 'expiresAt' },
      expressionValues: util.dynamodb.toMapValues({ ':expiry': expiry }),
    },
  };
}

/** The filter names the user that the caller was checked for, so that nobody is sent another user's lists. */
export function response(ctx: Context<SubscriptionOnRecommendationArgs>) {
  if (ctx.error) raiseFailure(ctx.error);
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  const { placement } = ctx.args;
  extensions.setSubscriptionFilter(
    util.transform.toSubscriptionFilter(
      placement ? { userId: { eq: userId }, placement: { eq: placement } } : { userId: { eq: userId } },
    ),
  );
  return null;
}
