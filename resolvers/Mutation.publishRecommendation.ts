import { util, type Context } from '@aws-appsync/utils';
import type { MutationPublishRecommendationArgs } from '../schema/generated/types.ts';
import { maximumPageSize } from '../schema/contract/limits.ts';
import { requireId, requirePlacement } from './lib/checks.ts';
import { fitPush } from './lib/fitPush.ts';
import { invalidInput } from './lib/invalidInput.ts';
import type { ListStash } from './lib/recommendationList.ts';

/** Pushes a list: what is returned here, as far as the mutation selects it, is what subscribers receive. */
export function request(ctx: Context<MutationPublishRecommendationArgs, ListStash>) {
  const { input } = ctx.args;
  requireId('input.userId', input.userId);
  requireId('input.recommendationId', input.recommendationId);
  requirePlacement('input.placement', input.placement);
  if (input.items.length > maximumPageSize) {
    invalidInput('input.items', `${input.items.length} items`, `at most ${maximumPageSize}`);
  }
  input.items.forEach(({ itemId }, index) => requireId(`input.items[${index}].itemId`, itemId));
  ctx.stash.recommendations = {
    ...input,
    degradedReason: input.degradedReason ?? null,
    modelVersion: input.modelVersion ?? null,
    basedOn: input.basedOn ?? null,
    notices: input.notices ?? [],
    nextToken: null,
  };
  return {};
}

export function response(ctx: Context<MutationPublishRecommendationArgs, ListStash>) {
  if (!ctx.stash.recommendations) util.error('There is nothing to push.', 'InternalFailure');
  return fitPush(ctx.stash.recommendations);
}
