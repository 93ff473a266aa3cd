import { runtime, util, type Context } from '@aws-appsync/utils';
import type { Recommendation } from '../../schema/generated/types.ts';
import { storedListSortKey, userPartitionKey } from '../../schema/tables/keys.ts';
import { raiseFailure } from '../lib/failure.ts';
import { presentInstant } from '../lib/instant.ts';
import { withoutNulls } from '../lib/withoutNulls.ts';
import {
  basedOnOfRequest,
  forgetUser,
  idsToLeaveOut,
  isPlain,
  toPage,
  type ListHead,
  type ListStash,
} from '../lib/recommendationList.ts';

interface ScoredList extends ListHead {
  items: Recommendation[];
}

/** Asks the function `score-candidates` for the list, unless there is an answer already. */
export function request(ctx: Context<unknown, ListStash>) {
  if (ctx.stash.recommendations) runtime.earlyReturn({});
  const { request: wanted, history, storedList } = ctx.stash;
  const { token } = wanted;
  const stored = storedList ? (JSON.parse(storedList.items) as Recommendation[]) : null;
  return {
    operation: 'Invoke',
    payload: withoutNulls({
      kind: wanted.kind,
      userId: wanted.userId,
      placement: wanted.placement,
      limit: numberToScore(ctx.stash, ctx.env),
      // The order of later pages is that of the first, so they are scored from the history as it was then.
      history: history ? history.filter((entry) => !token || entry.recordedAt <= token.basedOn) : null,
      itemId: wanted.itemId,
      candidateItemIds: wanted.candidateItemIds,
      filter: wanted.filter,
      context: wanted.context,
      excludeItemIds: [...wanted.excludeItemIds, ...idsToLeaveOut(ctx.stash)],
      diversity: wanted.diversity,
      explain: wanted.explain || isStorable(ctx.stash),
      maxLatencyMs: wanted.maxLatencyMs,
      storedItems: stored ? stored.map(({ itemId, score, reasons }) => ({ itemId, score, reasons })) : null,
    }),
  };
}

export function response(ctx: Context<unknown, ListStash, undefined, undefined, ScoredList>) {
  if (ctx.error) {
    const lesser = staleList(ctx.stash);
    if (!lesser) raiseFailure(ctx.error);
    ctx.stash.recommendations = lesser;
    return {};
  }
  const scored = ctx.result;
  const head: ListHead = { ...scored, basedOn: basedOnOfRequest(ctx.stash) };
  ctx.stash.recommendations = toPage(ctx.stash.request, head, scored.items, false);
  ctx.stash.listToStore =
    isStorable(ctx.stash) && !scored.degraded ? toStoredList(ctx.stash, head, scored, ctx.env) : null;
  forgetUser(ctx.stash);
  return {};
}

/** One more than the page tells whether there is a next page; a list to be stored is scored at its full length. */
function numberToScore(stash: ListStash, env: Record<string, string>): number {
  const { kind, limit } = stash.request;
  if (kind === 'RERANK') return limit;
  return isStorable(stash) ? Math.max(limit + 1, +env.STORED_LIST_SIZE) : limit + 1;
}

/** Whether the list serves later requests too: the first page of a plain request. It is made with reasons for them. */
function isStorable({ request: wanted }: ListStash): boolean {
  return isPlain(wanted) && !wanted.token;
}

function toStoredList(stash: ListStash, head: ListHead, scored: ScoredList, env: Record<string, string>) {
  const { userId, placement } = stash.request;
  const items = scored.items
    .slice(0, +env.STORED_LIST_SIZE)
    .map(({ itemId, score, reasons }) => ({ itemId, score, reasons }));
  return withoutNulls({
    pk: userPartitionKey(userId ?? ''),
    sk: storedListSortKey(placement),
    recommendationId: head.recommendationId,
    userId,
    placement,
    generatedAt: head.generatedAt,
    basedOn: head.basedOn,
    modelVersion: head.modelVersion,
    source: head.source,
    degraded: false,
    listSize: items.length,
    items: JSON.stringify(items),
  });
}

/** What the last list still has to offer when the function itself cannot answer. A filter rules it out: it is not kept. */
function staleList(stash: ListStash) {
  const { request: wanted, storedList } = stash;
  if (!storedList || wanted.filter) return null;
  const seen = (stash.history ?? []).map((entry) => entry.itemId);
  const leftOut = [...idsToLeaveOut(stash), ...seen, ...wanted.excludeItemIds];
  const items = (JSON.parse(storedList.items) as Recommendation[]).filter((item) => !leftOut.includes(item.itemId));
  const head: ListHead = {
    recommendationId: util.autoId(),
    source: 'STORED',
    degraded: true,
    degradedReason: 'MODEL_UNAVAILABLE',
    modelVersion: storedList.modelVersion,
    generatedAt: presentInstant(),
    basedOn: basedOnOfRequest(stash),
  };
  return items.length > 0 ? toPage(wanted, head, items, false) : null;
}
