import { extensions, util, type Context } from '@aws-appsync/utils';
import type { SubscriptionOnRecommendationArgs } from '../schema/generated/types.ts';
import { userPartitionKey } from '../schema/contract/keys.ts';
import { presenceSeconds } from '../schema/contract/limits.ts';
import { subscribesToItems } from './lib/asksForItems.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId, requirePlacement } from './lib/checks.ts';
import type { PresenceStash } from './lib/presence.ts';

/** Checks the caller; the pipeline leaves the presence mark, without which nothing is scored ahead of a request. */
export function request(ctx: Context<SubscriptionOnRecommendationArgs, PresenceStash>) {
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  ctx.stash.pk = userPartitionKey(userId);
  ctx.stash.placement = requirePlacement('placement', ctx.args.placement);
  ctx.stash.asksForItems = subscribesToItems(ctx.info.selectionSetList, ctx.info.selectionSetGraphQL);
  ctx.stash.expiry = util.time.nowEpochSeconds() + presenceSeconds;
  return {};
}

/**
 * The filter names the user that the caller was checked for, so that nobody is sent another user's lists; by the other
 * `deleteUserData` ends the subscription.
 */
export function response(ctx: Context<SubscriptionOnRecommendationArgs>) {
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  const { placement } = ctx.args;
  extensions.setSubscriptionFilter(
    util.transform.toSubscriptionFilter(
      placement ? { userId: { eq: userId }, placement: { eq: placement } } : { userId: { eq: userId } },
    ),
  );
  extensions.setSubscriptionInvalidationFilter(util.transform.toSubscriptionFilter({ userId: { eq: userId } }));
  return null;
}
