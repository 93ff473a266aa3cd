import type { Context } from '@aws-appsync/utils';
import type { QueryRecommendationsArgs } from '../schema/generated/types.ts';
import { resolveUserId } from './lib/caller.ts';
import { requireId, requirePlacement } from './lib/checks.ts';
import { readListArguments } from './lib/listArguments.ts';
import { readListToken } from './lib/listToken.ts';
import type { ListStash } from './lib/recommendationList.ts';
import { readPinnedVersion, type VersionsStash } from './lib/servedVersions.ts';

/** Checks the arguments; the pipeline then reads the user, scores when the stored list is not fresh, and decorates. */
export function request(ctx: Context<QueryRecommendationsArgs, ListStash & VersionsStash>) {
  const userId = resolveUserId(ctx.identity, ctx.args.userId, 'userId');
  requireId('userId', userId);
  const placement = requirePlacement('placement', ctx.args.placement);
  const modelVersion = readPinnedVersion(ctx.stash, ctx.identity, ctx.args.modelVersion);
  const list = `recommendations/${placement}/${userId}${modelVersion ? `/${modelVersion}` : ''}`;
  ctx.stash.request = {
    kind: 'RECOMMEND',
    list,
    userId,
    placement,
    modelVersion,
    ...readListArguments(ctx.args),
    token: readListToken(list, ctx.args.nextToken),
  };
  return {};
}

export function response(ctx: Context<QueryRecommendationsArgs, ListStash>) {
  return ctx.stash.recommendations;
}
