import { maximumRankedItems } from '../../schema/contract/limits.ts';
import { noHistory, type RankedItem, type StoredListRow } from '../../schema/contract/rows.ts';
import type { HistoryEntry, ListKind } from '../../schema/contract/scoring.ts';
import type {
  ContextInput,
  DegradedReason,
  ItemFilterInput,
  ListNotice,
  Recommendation,
  RecommendationList,
  RecommendationSource,
} from '../../schema/generated/types.ts';
import { writeListToken, type ListToken } from './listToken.ts';

/** What a list is wanted for, checked; the resolver puts it into `stash.request`. */
export interface ListRequest {
  kind: ListKind;
  /** Names the list in tokens: the field and what it is about. */
  list: string;
  userId: string | null;
  placement: string;
  limit: number;
  itemId?: string;
  /** The version of the model that is wanted, whichever is live. */
  modelVersion?: string | null;
  candidateItemIds?: string[];
  filter?: ItemFilterInput | null;
  context?: ContextInput | null;
  excludeItemIds: string[];
  /** Null where the request leaves it to the placement. */
  diversity: number | null;
  explain: boolean;
  /** Null where the request leaves it to the placement. */
  maxLatencyMs: number | null;
  /** When the request arrived, in milliseconds since 1970. */
  requestedAt: number;
  token: ListToken | null;
}

/** What the pipeline functions of lists share. */
export interface ListStash {
  request: ListRequest;
  /** Newest first, at most HISTORY_SIZE; whole unless there are `unreadRows`. */
  history?: HistoryEntry[] | null;
  /** Where a Query goes on with the rows of the history that were not read yet, if there are any. */
  unreadRows?: string | null;
  /** The history surely holds all that was recorded from this instant on; empty once it is whole. */
  historySince?: string;
  storedList?: StoredListRow | null;
  /** The revision of what applies to the placement, once it has been read; 0 when nothing ever did. */
  placementRevision?: number | null;
  /** Whether the user's data were erased, so that nothing is kept of them. */
  isErased?: boolean;
  /** The row to write back, when the answer is worth keeping. */
  listToStore?: StoredListRow | null;
  /** The answer; functions that make one do nothing once it is there. */
  recommendations?: RecommendationList;
  /** Read the catalogue even when no item fields are asked for, because the list was not checked against it. */
  checkCatalogue?: boolean;
}

/** What `trendingItems` adds for `readTopList`. */
export interface TopListStash extends ListStash {
  topListKey: { pk: string; sk: string };
}

/** The greatest `recordedAt` of a history, or `-` without history. */
export function basedOnOf(history: HistoryEntry[]): string {
  return history.reduce((latest, entry) => (entry.recordedAt > latest ? entry.recordedAt : latest), noHistory);
}

/** Drops what was read of the user once there is an answer: the stash is copied for every handler that follows. */
export function forgetUser(stash: ListStash): void {
  stash.history = null;
  stash.storedList = null;
}

/**
 * The moment that the answer is based on: that of the first page, or of the history just read. An interaction that came
 * late may lie behind that history, and only the stored list that was pushed for it knows of it.
 */
export function basedOnOfRequest({ request, history, storedList }: ListStash): string {
  const latest = basedOnOf(history ?? []);
  if (request.token) return request.token.basedOn;
  return storedList && storedList.basedOn > latest ? storedList.basedOn : latest;
}

/** The ids that this page must not show: those of earlier pages and those interacted with since the first page. */
export function idsToLeaveOut(stash: ListStash): string[] {
  const { token } = stash.request;
  if (!token) return [];
  const since = (stash.history ?? []).filter((entry) => entry.recordedAt > token.basedOn).map((entry) => entry.itemId);
  return [...token.shown, ...since];
}

/** The list as it answers who asks of items for no more than their ids, which needs no read. */
export function withItemIds(list: RecommendationList): RecommendationList {
  const items = list.items.map((entry) => ({ ...entry, item: { itemId: entry.itemId } }) as Recommendation);
  return { ...list, items };
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
  notices: ListNotice[];
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
  candidates: RankedItem[],
  mayHaveMore: boolean,
): RecommendationList {
  const page = candidates.slice(0, request.limit);
  const shown = [...(request.token?.shown ?? []), ...page.map(({ itemId }) => itemId)];
  const goesOn =
    page.length > 0 && (candidates.length > page.length || mayHaveMore) && shown.length < maximumRankedItems;
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
    basedOn: head.basedOn === noHistory ? null : head.basedOn,
    notices: head.notices,
  };
}
