import type { DegradedReason, RecommendationList } from '../../schema/generated/types.ts';
import type { ScoredItem } from '../../model/contract/index.ts';

/** What the function answers: a `RecommendationList` that the resolvers page and decorate. */
export interface ScoredList extends Omit<RecommendationList, 'items' | 'nextToken' | '__typename'> {
  items: ScoredItem[];
  degradedReason: DegradedReason | null;
}

/** An item that may come into a list, best first in arrays. */
export interface Candidate {
  itemId: string;
  score: number;
}
