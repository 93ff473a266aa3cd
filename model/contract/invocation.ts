/**
 * The body of `POST /invocations`: what the `score-candidates` function sends to the SageMaker endpoint and what the
 * model answers. The only door into `model/` for other rooms. Timestamps are milliseconds since the Unix epoch.
 */

import type { ExploredPlace } from '../../schema/contract/recommendationId.ts';

/** One thing that a user did with an item. */
export interface HistoryEvent {
  itemId: string;
  eventType: string;
  /** The strength of the event (a rating, a price, seconds watched), within ±1e15; its meaning belongs to the event type. */
  eventValue?: number;
  timestamp: number;
}

/** Where and when the list is shown. Every field is optional, unknown fields are ignored. */
export interface ScoringContext {
  device?: string;
  locale?: string;
  hourOfDay?: number;
  dayOfWeek?: number;
  attributes?: Record<string, string>;
}

/** EXPLAIN answers one item and where it stands among those that RECOMMEND would choose from. */
export type InvocationKind = 'RECOMMEND' | 'SIMILAR' | 'POPULAR' | 'RERANK' | 'EXPLAIN';

export interface InvocationRequest {
  kind: InvocationKind;
  /** Milliseconds: ages in the history and freshness are measured from here. */
  now: number;
  /** How many items to answer, 1 to 500. */
  limit: number;
  /** RECOMMEND, RERANK and EXPLAIN: the user's interactions in any order; empty for a new user. */
  history?: HistoryEvent[];
  /** SIMILAR: the item whose neighbours are wanted. EXPLAIN: the item that is asked about. */
  itemId?: string;
  /** RERANK: the items to order. Items that the model does not know come last, in the order received. */
  candidateItemIds?: string[];
  /** Never in the answer. */
  excludeItemIds?: string[];
  /** Leave out what the history contains, impressions aside. Default true for RECOMMEND and EXPLAIN, false for the other kinds. */
  excludeSeen?: boolean;
  /** A hard filter on item fields, never violated. */
  filter?: ItemFilter;
  context?: ScoringContext;
  /** 0 changes nothing, 1 is as diverse as possible (maximal marginal relevance). Default 0. */
  diversity?: number;
  /** The share of the list given to exploration, 0 to 1. Default 0. `now` stands in for a missing `seed`. */
  exploration?: number;
  /** How many items an explored place is drawn from at most, 1 to `largestExplorationPool`, which is the default. */
  explorationDepth?: number;
  seed?: number;
  /** Items placed first, in this order, when the filter and the exclusions allow them. */
  pinnedItemIds?: string[];
  /** Multiplies an item's distance to the lowest score: item id to a factor above 0; 1 changes nothing. */
  boosts?: Record<string, number>;
  /** The same by category, for all of its items: several factors of one item are multiplied, to at most 1e9 and at least 1e-9. */
  categoryBoosts?: Record<string, number>;
  /** How much newer items gain, 0 to 1: 1 lifts an average item of today to the best score. Default 0. */
  freshness?: number;
  /** Whether to work out reasons and shares. Default true. */
  explain?: boolean;
}

export type ReasonCode =
  | 'BECAUSE_YOU_INTERACTED'
  | 'SIMILAR_CONTENT'
  | 'OFTEN_NEXT'
  | 'SIMILAR_USERS'
  | 'TRENDING'
  | 'POPULAR'
  | 'NEW'
  | 'CONTEXT'
  | 'EXPLORATION'
  | 'PINNED'
  | 'BOOSTED';

/** Why an item is in the list. The shares of one item's reasons add up to its score. */
export interface Reason {
  code: ReasonCode;
  /** The history items and attributes ("tag:space", "category:Comedy") that speak for the item, strongest first. */
  evidence: { itemIds: string[]; attributes: string[] };
  /** This reason's part of the score, in units of the score; may be negative. */
  share: number;
}

export interface ScoredItem {
  itemId: string;
  score: number;
  reasons: Reason[];
  /** How the item was drawn, where its place was explored. */
  explored?: ExploredPlace;
}

/** Where a list comes from. The model answers MODEL, CONTENT or POPULAR; the others are made outside it. */
export type ListSource = 'MODEL' | 'CONTENT' | 'POPULAR' | 'TRENDING' | 'STORED' | 'LATEST';

export interface InvocationResponse {
  modelVersion: string;
  /** MODEL when the history spoke, POPULAR for an empty or unknown history, CONTENT when only attributes spoke. */
  source: ListSource;
  items: ScoredItem[];
  /** EXPLAIN only. */
  standing?: ItemStanding;
}

/** Where an item stands, before pins, diversity and exploration. Rank 1 is the best. */
export interface ItemStanding {
  /** Boosts and freshness included, which need not be in the answer's `items` when the item may not be shown. */
  score: number;
  /** Among all items that the model knows. */
  rank: number;
  items: number;
  /** Among those that may be in the list, as if the item itself were one of them. */
  eligibleRank: number;
  /** By what its distance to the lowest score would have to be multiplied to be in a list of `limit`; absent when it is. */
  factorNeeded?: number;
  components: ComponentStanding[];
}

/** An item in the eyes of one component of the hybrid. */
export interface ComponentStanding {
  name: string;
  /** The component's part of the score. */
  share: number;
  /** By this component alone, among all items; equal scores share a rank. */
  rank: number;
}

/** Several requests in one call; answers come in the same order and equal those of single calls. */
export interface BatchInvocationRequest {
  requests: InvocationRequest[];
}
export interface BatchInvocationResponse {
  responses: InvocationResponse[];
}

/** The body of every answer that is not 200. */
export interface InvocationFailure {
  error: { code: 'INVALID_REQUEST' | 'UNKNOWN_ITEM' | 'OVERLOADED' | 'NOT_READY' | 'INTERNAL'; message: string };
}

/** A filter on item fields: each field of one object must hold, `and`/`or`/`not` combine. Mirrors the GraphQL input. */
export interface ItemFilter {
  itemId?: StringOperators | null;
  title?: StringOperators | null;
  brand?: StringOperators | null;
  creator?: StringOperators | null;
  categories?: ListOperators | null;
  tags?: ListOperators | null;
  price?: NumberOperators | null;
  /** Compared as ISO 8601 instants. */
  availableFrom?: StringOperators | null;
  availableUntil?: StringOperators | null;
  and?: ItemFilter[] | null;
  or?: ItemFilter[] | null;
  not?: ItemFilter | null;
}
export interface StringOperators {
  eq?: string | null;
  ne?: string | null;
  in?: string[] | null;
  contains?: string | null;
  beginsWith?: string | null;
  gt?: string | null;
  ge?: string | null;
  lt?: string | null;
  le?: string | null;
  between?: string[] | null;
  exists?: boolean | null;
}
export interface NumberOperators {
  eq?: number | null;
  ne?: number | null;
  in?: number[] | null;
  gt?: number | null;
  ge?: number | null;
  lt?: number | null;
  le?: number | null;
  between?: number[] | null;
  exists?: boolean | null;
}
export interface ListOperators {
  contains?: string | null;
  notContains?: string | null;
  containsAny?: string[] | null;
  containsAll?: string[] | null;
  exists?: boolean | null;
}
