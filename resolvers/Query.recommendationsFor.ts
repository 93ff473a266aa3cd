import type { Context } from '@aws-appsync/utils';
import type { QueryRecommendationsForArgs } from '../schema/generated/types.ts';
import { requirePlacement } from './lib/checks.ts';
import { readGivenHistory } from './lib/givenHistory.ts';
import { readListArguments } from './lib/listArguments.ts';
import { readListToken } from './lib/listToken.ts';
import type { ListStash } from './lib/recommendationList.ts';

/** Checks the arguments; the pipeline scores the history that came with them and decorates. Nothing is written. */
export function request(ctx: Context<QueryRecommendationsForArgs, ListStash>) {
  const placement = requirePlacement('placement', ctx.args.placement);
  const list = `recommendationsFor/${placement}`;
  const token = readListToken(list, ctx.args.nextToken);
  ctx.stash.request = { kind: 'RECOMMEND', list, userId: null, placement, ...readListArguments(ctx.args), token };
  ctx.stash.history = readGivenHistory(ctx.args.history, token);
  return {};
}

export function response(ctx: Context<QueryRecommendationsForArgs, ListStash>) {
  return ctx.stash.recommendations;
}
