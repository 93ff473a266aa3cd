import { util } from '@aws-appsync/utils';
import { withoutNulls } from '../../schema/contract/checks.ts';
import { storedListSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { firstRankedItems, unpackRankedItems } from '../../schema/contract/rankedItems.ts';
import type { StoredListRow } from '../../schema/contract/rows.ts';
import type { PackedList } from '../../schema/contract/scoring.ts';
import type { ListNotice, RecommendationList } from '../../schema/generated/types.ts';
import { presentInstant } from './presentInstant.ts';
import {
  basedOnOfRequest,
  forgetUser,
  idsToLeaveOut,
  toPage,
  type ListHead,
  type ListRequest,
  type ListStash,
} from './recommendationList.ts';

/**
 * The list that is kept of a user for a placement: whom it serves, how long it is fresh, what it offers when it is
 * stale, and how it becomes a row.
 */

/** Whether the answer depends on nothing but the user and the placement, so that a stored list can serve it. */
export function isPlain(request: ListRequest): boolean {
  return (
    request.kind === 'RECOMMEND' &&
    request.userId !== null &&
    request.excludeItemIds.length === 0 &&
    request.diversity === null &&
    !request.modelVersion &&
    isEmpty(request.filter) &&
    isEmpty(request.context)
  );
}

function isEmpty(input: object | null | undefined): boolean {
  return Object.values(input ?? {}).every((value) => value === null || value === undefined);
}

/** Whether the list serves later requests too: the first page of a plain request. It is made with reasons for them. */
export function isStorable({ request, isErased }: ListStash): boolean {
  return isPlain(request) && !request.token && !isErased;
}

/**
 * Whether a list is as good as a new one: not degraded, made from the history as it is and under the rules that apply,
 * and young enough.
 */
function isFresh(list: StoredListRow, stash: ListStash, basedOn: string, env: Record<string, string>): boolean {
  const age = util.time.nowEpochMilliSeconds() - util.time.parseISO8601ToEpochMilliSeconds(list.generatedAt);
  const isYoung = age <= +env.STORED_LIST_SECONDS * 1000;
  return !list.degraded && list.basedOn === basedOn && isYoung && isUnderRules(list, stash);
}

/** Whether the list was made under the rules that apply. Not when those could not be read. */
function isUnderRules(list: StoredListRow, { placementRevision }: ListStash): boolean {
  const isInForce = !list.freshUntil || presentInstant() < list.freshUntil;
  return isInForce && (list.revision ?? 0) === (placementRevision ?? -1);
}

/** Whether the history reaches back to what the list, and the first page of it, are based on. */
function reachesBack({ request, historySince }: ListStash, list: StoredListRow): boolean {
  const since = historySince ?? '';
  return since <= list.basedOn && (!request.token || since <= request.token.basedOn);
}

/** Answers from the stored list when that is fresh and long enough for the page. Needs the history and the revision. */
export function answerFromStoredList(stash: ListStash, env: Record<string, string>): void {
  const { request, storedList } = stash;
  if (!storedList || !isPlain(request) || !reachesBack(stash, storedList)) return;
  const basedOn = basedOnOfRequest(stash);
  if (!isFresh(storedList, stash, basedOn, env)) return;
  const candidates = unpackRankedItems(storedList.items, idsToLeaveOut(stash), request.limit + 1);
  // A list shorter than what is stored at most is all that the model had to say.
  const isWhole = storedList.listSize < +env.STORED_LIST_SIZE;
  if (candidates.length < request.limit && !isWhole) return;
  stash.recommendations = toPage(
    request,
    { ...storedList, source: 'STORED', basedOn, notices: noticesOf(storedList) },
    candidates,
    !isWhole,
  );
  forgetUser(stash);
}

/**
 * What a stale list still has to offer when nobody can score. A filter and other rules of the placement rule it out: the
 * list does not know them.
 */
export function stalePage(stash: ListStash): RecommendationList | null {
  const { request, storedList } = stash;
  if (!storedList || request.filter || !isUnderRules(storedList, stash)) return null;
  const seen = (stash.history ?? []).map((entry) => entry.itemId);
  const leftOut = [...idsToLeaveOut(stash), ...seen, ...request.excludeItemIds];
  const items = unpackRankedItems(storedList.items, leftOut, request.limit + 1);
  const head: ListHead = {
    recommendationId: util.autoId(),
    source: 'STORED',
    degraded: true,
    degradedReason: 'MODEL_UNAVAILABLE',
    modelVersion: storedList.modelVersion,
    generatedAt: presentInstant(),
    basedOn: basedOnOfRequest(stash),
    notices: [],
  };
  return items.length > 0 ? toPage(request, head, items, false) : null;
}

/** What a stored list says of itself. */
function noticesOf({ notices }: StoredListRow): ListNotice[] {
  return notices ? (JSON.parse(notices) as ListNotice[]) : [];
}

/** The row of a list that was scored for a storable request, at most as long as stored lists are. */
export function storedListRow(stash: ListStash, scored: PackedList, env: Record<string, string>): StoredListRow {
  const { userId, placement } = stash.request;
  const most = +env.STORED_LIST_SIZE;
  return withoutNulls({
    pk: userPartitionKey(userId ?? ''),
    sk: storedListSortKey(placement),
    recommendationId: scored.recommendationId,
    userId,
    placement,
    generatedAt: scored.generatedAt,
    basedOn: basedOnOfRequest(stash),
    modelVersion: scored.modelVersion,
    source: scored.source,
    degraded: false,
    listSize: Math.min(scored.listSize, most),
    items: firstRankedItems(scored.items, most),
    revision: scored.revision,
    freshUntil: scored.freshUntil,
    notices: JSON.stringify(scored.notices),
    expiresAt: scored.expiresAt,
  }) as unknown as StoredListRow;
}
