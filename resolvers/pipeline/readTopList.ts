import { util, type Context } from '@aws-appsync/utils';
import { noHistory, type RankedItem, type TopItem, type TopListRow } from '../../schema/contract/rows.ts';
import { raiseFailure } from '../lib/failure.ts';
import { idsToLeaveOut, toPage, type TopListStash } from '../lib/recommendationList.ts';

/** Reads the folded list of what trends. */
export function request(ctx: Context<unknown, TopListStash>) {
  const { pk, sk } = ctx.stash.topListKey;
  return { operation: 'GetItem', key: util.dynamodb.toMapValues({ pk, sk }) };
}

/** Answers from the list, unless there is none that counts any more. It was folded without asking the catalogue. */
export function response(ctx: Context<unknown, TopListStash, undefined, undefined, TopListRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  const stored = ctx.result;
  if (!stored || (stored.expiresAt && stored.expiresAt <= util.time.nowEpochSeconds())) return {};
  const { request: wanted } = ctx.stash;
  const top = JSON.parse(stored.items) as TopItem[];
  if (top.length === 0) return {};
  const shown = idsToLeaveOut(ctx.stash);
  const candidates: RankedItem[] = top
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
      basedOn: noHistory,
      notices: [],
    },
    candidates,
    false,
  );
  return {};
}
