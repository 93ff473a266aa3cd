import type {
  ContextInput,
  DegradedReason,
  ItemFilterInput,
  Recommendation,
  RecommendationList,
  RecommendationSource,
} from '../../schema/generated/types.ts';
import { MAXIMUM_LIST, NO_HISTORY, writeListToken, type ListToken } from './listToken.ts';

/** An interaction of the history, newest first in lists. */
export interface HistoryEntry {
  itemId: string;
  eventType: string;
  eventValue?: number;
  timestamp: string;
  recordedAt: string;
}

/** What a list is wanted for, checked; the resolver puts it into `stash.request`. */
export interface ListRequest {
  kind: 'RECOMMEND' | 'SIMILAR' | 'POPULAR' | 'RERANK';
  /** Names the list in tokens: the field and what it is about. */
  list: string;
  userId: string | null;
  placement: string;
  limit: number;
  itemId?: string;
  candidateItemIds?: string[];
  filter?: ItemFilterInput | null;
  context?: ContextInput | null;
  excludeItemIds: string[];
  diversity: number;
  explain: boolean;
  maxLatencyMs: number;
  token: ListToken | null;
}

/** A stored list as read from the table: docs/contracts.md. */
export interface StoredList {
  recommendationId: string;
  placement: string;
  generatedAt: string;
  basedOn: string;
  modelVersion?: string;
  source: RecommendationSource;
  degraded: boolean;
  degradedReason?: DegradedReason;
  listSize: number;
  /** JSON text of `Recommendation[]` without `item`. */
  items: string;
}

/** What the pipeline functions of lists share. */
export interface ListStash {
  request: ListRequest;
  /** Newest first, at most HISTORY_SIZE. */
  history?: HistoryEntry[] | null;
  /** Stored lists crowded the history out of the first read: read it by itself. */
  historyMissing?: boolean;
  storedList?: StoredList | null;
  /** The row to write back, when the answer is worth keeping. */
  listToStore?: Record<string, unknown> | null;
  /** The answer; functions that make one do nothing once it is there. */
  recommendations?: RecommendationList;
  /** Read the catalogue even when no item fields are asked for, because the list was not checked against it. */
  checkCatalogue?: boolean;
}

/** Whether the answer depends on nothing but the user and the placement, so that a stored list can serve it. */
export function isPlain(request: ListRequest): boolean {
  return (
    request.kind === 'RECOMMEND' &&
    request.excludeItemIds.length === 0 &&
    request.diversity === 0 &&
    isEmpty(request.filter) &&
    isEmpty(request.context)
  );
}

function isEmpty(input: object | null | undefined): boolean {
  return Object.values(input ?? {}).every((value) => value === null || value === undefined);
}

/** The greatest `recordedAt` of a history, or `-` without history. */
export function basedOnOf(history: HistoryEntry[]): string {
  return history.reduce((latest, entry) => (entry.recordedAt > latest ? entry.recordedAt : latest), NO_HISTORY);
}

/** Drops what was read of the user once there is an answer: the stash is copied for every handler that follows. */
export function forgetUser(stash: ListStash): void {
  stash.history = null;
  stash.storedList = null;
}

/** The moment that the answer is based on: that of the first page, or of the history just read. */
export function basedOnOfRequest(stash: ListStash): string {
  return stash.request.token?.basedOn ?? basedOnOf(stash.history ?? []);
}

/** The ids that this page must not show: those of earlier pages and those interacted with since the first page. */
export function idsToLeaveOut(stash: ListStash): string[] {
  const { token } = stash.request;
  if (!token) return [];
  const since = (stash.history ?? []).filter((entry) => entry.recordedAt > token.basedOn).map((entry) => entry.itemId);
  return [...token.shown, ...since];
}

/** A list without its items. */
export interface ListHead {
  recommendationId: string;
  source: RecommendationSource;
  degraded: boolean;
  degradedReason?: DegradedReason | null;
  modelVersion?: string | null;
  generatedAt: string;
  basedOn: string;
}

/**
 * One page of a list.
 *
 * @param candidates - best first, without what earlier pages showed
 * @param mayHaveMore - whether there may be more behind the candidates
 */
export function toPage(
  request: ListRequest,
  head: ListHead,
  candidates: Recommendation[],
  mayHaveMore: boolean,
): RecommendationList {
  const page = candidates.slice(0, request.limit);
  const shown = [...(request.token?.shown ?? []), ...page.map((recommendation) => recommendation.itemId)];
  const goesOn = page.length > 0 && (candidates.length > page.length || mayHaveMore) && shown.length < MAXIMUM_LIST;
  return {
    recommendationId: head.recommendationId,
    userId: request.userId,
    placement: request.placement,
    items: page.map(({ itemId, score, reasons }) => ({
      itemId,
      score,
      reasons: request.explain ? (reasons ?? []) : [],
    })),
    nextToken: goesOn ? writeListToken(request.list, { basedOn: head.basedOn, shown }) : null,
    source: head.source,
    degraded: head.degraded,
    degradedReason: head.degradedReason ?? null,
    modelVersion: head.modelVersion ?? null,
    generatedAt: head.generatedAt,
    basedOn: head.basedOn === NO_HISTORY ? null : head.basedOn,
  };
}
