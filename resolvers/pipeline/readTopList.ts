import { util, type Context } from '@aws-appsync/utils';
import type { Recommendation } from '../../schema/generated/types.ts';
import { raiseFailure } from '../lib/failure.ts';
import { NO_HISTORY } from '../lib/listToken.ts';
import { idsToLeaveOut, toPage } from '../lib/recommendationList.ts';
import type { StoredTopList, TopListStash } from '../lib/topList.ts';

/** Reads the folded list of what trends. */
export function request(ctx: Context<unknown, TopListStash>) {
  const { pk, sk } = ctx.stash.topListKey;
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ pk, sk }) };
}

/** Answers from the list, unless there is none that counts any more. It was folded without asking the catalogue. */
export function response(ctx: Context<unknown, TopListStash, undefined, undefined, StoredTopList | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  const stored = ctx.result;
  if (!stored || (stored.expiresAt && stored.expiresAt <= util.time.nowEpochSeconds())) return {};
  const { request: wanted } = ctx.stash;
  const top = JSON.parse(stored.items) as { itemId: string; score: number }[];
  if (top.length === 0) return {};
  const shown = idsToLeaveOut(ctx.stash);
  const candidates: Recommendation[] = top
    .filter(({ itemId }) => !shown.includes(itemId))
    .map(({ itemId, score }) => ({
      itemId,
      score,
      reasons: [{ code: 'TRENDING', evidence: { itemIds: [], attributes: [] }, share: score }],
    }));
  ctx.stash.checkCatalogue = true;
  ctx.stash.recommendations = toPage(
    wanted,
    {
      recommendationId: util.autoId(),
      source: 'TRENDING',
      degraded: false,
      generatedAt: stored.foldedAt,
      basedOn: NO_HISTORY,
    },
    candidates,
    false,
  );
  return {};
}
