import { runtime, type Context } from '@aws-appsync/utils';
import { withoutNulls } from '../../schema/contract/checks.ts';
import { unpackRankedItems } from '../../schema/contract/rankedItems.ts';
import type { PackedList, ScoreCandidatesInput } from '../../schema/contract/scoring.ts';
import { raiseFailure } from '../lib/failure.ts';
import { basedOnOfRequest, forgetUser, idsToLeaveOut, toPage, type ListStash } from '../lib/recommendationList.ts';
import { isStorable, stalePage, storedListRow } from '../lib/storedList.ts';

/** Asks the function `score-candidates` for the list, unless there is an answer already. */
export function request(ctx: Context<unknown, ListStash>) {
  if (ctx.stash.recommendations) runtime.earlyReturn({});
  const { request: wanted, history, storedList } = ctx.stash;
  const { token } = wanted;
  const payload: ScoreCandidatesInput = {
    kind: wanted.kind,
    userId: wanted.userId,
    placement: wanted.placement,
    limit: numberToScore(ctx.stash, ctx.env),
    // The order of later pages is that of the first, so they are scored from the history as it was then.
    history: history ? history.filter((entry) => !token || entry.recordedAt <= token.basedOn) : null,
    hasMoreHistory: history ? history.length >= +ctx.env.HISTORY_SIZE : null,
    itemId: wanted.itemId,
    candidateItemIds: wanted.candidateItemIds,
    filter: wanted.filter,
    context: wanted.context,
    shown: token ? token.shown.length : null,
    excludeItemIds: [...wanted.excludeItemIds, ...idsToLeaveOut(ctx.stash)],
    diversity: wanted.diversity,
    explain: wanted.explain || isStorable(ctx.stash),
    maxLatencyMs: wanted.maxLatencyMs,
    requestedAt: wanted.requestedAt,
    modelVersion: wanted.modelVersion,
    storedItems: storedList ? storedList.items : null,
  };
  return { operation: 'Invoke', payload: withoutNulls(payload as unknown as Record<string, unknown>) };
}

export function response(ctx: Context<unknown, ListStash, undefined, undefined, PackedList>) {
  if (ctx.error) {
    const stale = stalePage(ctx.stash);
    if (!stale) raiseFailure(ctx.error);
    ctx.stash.recommendations = stale;
    return {};
  }
  const scored = ctx.result;
  const head = { ...scored, basedOn: basedOnOfRequest(ctx.stash) };
  const items = unpackRankedItems(scored.items, [], ctx.stash.request.limit + 1);
  ctx.stash.recommendations = toPage(ctx.stash.request, head, items, false);
  ctx.stash.listToStore = isStorable(ctx.stash) && !scored.degraded ? storedListRow(ctx.stash, scored, ctx.env) : null;
  forgetUser(ctx.stash);
  return {};
}

/** One more than the page tells whether there is a next page; a list to be stored is scored at its full length. */
function numberToScore(stash: ListStash, env: Record<string, string>): number {
  const { kind, limit } = stash.request;
  if (kind === 'RERANK') return limit;
  return isStorable(stash) ? Math.max(limit + 1, +env.STORED_LIST_SIZE) : limit + 1;
}
