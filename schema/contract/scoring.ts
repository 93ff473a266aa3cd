import type {
  DegradedReason,
  ItemFilterInput,
  PublishRecommendationInput,
  RecommendationList,
} from '../generated/types.ts';
import type { ContextFields } from './interaction.ts';
import type { ServedVersion } from './models.ts';
import type { RankedItem } from './rows.ts';

/** What goes in and out of the functions `score-candidates` and `publish-recommendation` and of the workflow. */

/** An interaction as the model learns from it. */
export interface HistoryEntry {
  itemId: string;
  eventType: string;
  eventValue?: number;
  timestamp: string;
  recordedAt: string;
}

/** The attributes of an interaction's row that make a history entry. */
export const historyFields = ['itemId', 'eventType', 'eventValue', 'timestamp', 'recordedAt'];

/** What kind of list is wanted. */
export type ListKind = 'RECOMMEND' | 'SIMILAR' | 'POPULAR' | 'RERANK';

/** What `score-candidates` is asked for. APPSYNC_JS leaves null where the client gave nothing. */
export interface ScoreCandidatesInput {
  kind: ListKind;
  userId?: string | null;
  /** `similar`, `popular` or `trending` for lists for nobody in particular. */
  placement: string;
  /** 1 to `maximumRankedItems`. Resolvers ask for one more than the page, or for a whole list to store. */
  limit: number;
  /** Newest first, at most `historySize`. Left out: the function reads it from the user data table. */
  history?: HistoryEntry[] | null;
  /** Whether the user may have done more than `history` holds. Left out: when it is `historySize` long. */
  hasMoreHistory?: boolean | null;
  /** `recordedAt` of an interaction that the list takes in by `excludeItemIds` however old its `timestamp` is. */
  basedOn?: string | null;
  /** SIMILAR: the item asked about. */
  itemId?: string | null;
  /** How many items earlier pages showed. */
  shown?: number | null;
  /** RERANK: the items to order. */
  candidateItemIds?: string[] | null;
  filter?: ItemFilterInput | null;
  context?: ContextFields | null;
  /** The caller's, what earlier pages showed, and what was interacted with since the first page. */
  excludeItemIds?: string[] | null;
  diversity?: number | null;
  explain?: boolean | null;
  /** For the whole answer, in milliseconds. Left out, as `diversity`: as the placement says. */
  maxLatencyMs?: number | null;
  /** When the request arrived, in milliseconds since 1970: `maxLatencyMs` counts from there. Left out: from now. */
  requestedAt?: number | null;
  /** The version of the model that an administrator wants the list from. Left out: the one that is live. */
  modelVersion?: string | null;
  /** `items` of the stored list that was too old, for the fallback. */
  storedItems?: string | null;
}

/**
 * A list that `score-candidates` made. It never fails for reasons of the model: the list is then a degraded one.
 */
export interface ScoredList extends Omit<RecommendationList, 'items' | 'nextToken' | '__typename'> {
  items: RankedItem[];
  degradedReason: DegradedReason | null;
  /** Of what applied to the placement when the list was made; 0 when nothing did. */
  revision: number;
  /** When a rule of the placement begins or ends next, or an hour after `generatedAt` if that is sooner. */
  freshUntil: string;
  /** Until when a stored copy may be kept, in seconds since 1970. */
  expiresAt: number;
}

/** What `score-candidates` answers: a list that resolvers page and decorate, and the workflow stores and publishes. */
export interface PackedList extends Omit<ScoredList, 'items'> {
  /** Packed `RankedItem[]` (rankedItems.ts). */
  items: string;
  /** How many items that is. */
  listSize: number;
}

/** What `score-candidates` is asked by `explainItem`: why an item is in a user's list, or why not. */
export interface ExplainItemRequest {
  kind: 'EXPLAIN';
  userId: string;
  itemId: string;
  placement: string;
  /** How long the list is. */
  limit: number;
  filter?: ItemFilterInput | null;
  excludeItemIds?: string[] | null;
}

/**
 * What `compare-models` is asked without anybody waiting: to have a challenger answer a request that the champion has
 * answered, and to say in metrics how it did. `request` is the body of the model's invocation.
 */
export interface ShadowRequest {
  kind: 'SHADOW';
  champion: string;
  challenger: ServedVersion;
  request: object;
  /** The champion's first items, best first. */
  championItemIds: string[];
}

/** What `compare-models` is asked by the query: a user's lists of several versions. */
export interface CompareModelsRequest {
  kind: 'COMPARE';
  userId: string;
  /** 1 to 5 different versions. */
  versions: string[];
  limit: number;
}

/** The input of the workflow, which makes, stores and pushes the list of one user and placement. */
export interface WorkflowInput {
  userId: string;
  placement: string;
  /** The greatest `recordedAt` of the interactions that the list is for. */
  basedOn: string;
  /** Their items. They may lie behind what a history holds when an interaction arrives late. */
  itemIds: string[];
}

/** What an execution is started with: its input, and what is true only now. */
export interface WorkflowStart extends WorkflowInput {
  /** Whether somebody who listens asks for the items. Left out, as by what starts it again: somebody may. */
  asksForItems?: boolean;
}

/** What `publish-recommendation` is given: what the workflow was started with and what it made. */
export type PublishRequest = Pick<WorkflowStart, 'asksForItems'> & { list: PublishInput };

/** A packed list of a user. */
export type PublishInput = Omit<PublishRecommendationInput, 'items'> & Pick<PackedList, 'items'>;
