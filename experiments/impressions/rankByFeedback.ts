import { dislikedFactor, type DislikedOptions, type Opinion } from './dislikedFactor.ts';
import { ignoredFactor, type IgnoredImpression, type IgnoredOptions } from './ignoredFactor.ts';

export interface ScoredItem {
  readonly itemId: string;
  /** 0 or more; factors mean nothing to scores below. */
  readonly score: number;
}

/** What a user made of what they were shown. */
export interface UserFeedback {
  /** By item id: impressions since the user last did something with it. */
  readonly ignored: ReadonlyMap<string, readonly IgnoredImpression[]>;
  readonly dislikes: readonly Opinion[];
  /** What the user clicked, bought or liked. */
  readonly liked: readonly Opinion[];
}

export interface FeedbackOptions {
  readonly ignored?: IgnoredOptions;
  readonly disliked?: DislikedOptions;
}

/**
 * Ranks candidates again by what the user passed over and disliked; disliked items are gone. Items whose scores stay
 * equal keep their order.
 *
 * @param similarity of two items, from 0 (nothing in common) to 1 (twins)
 */
export function rankByFeedback<Item extends ScoredItem>(
  candidates: readonly Item[],
  { ignored, dislikes, liked }: UserFeedback,
  similarity: (itemId: string, other: string) => number,
  options: FeedbackOptions = {},
): Item[] {
  const removed = new Set(dislikes.map(({ itemId }) => itemId));
  return candidates
    .filter(({ itemId }) => !removed.has(itemId))
    .map((item) => {
      const disliked = dislikedFactor(item.itemId, dislikes, liked, similarity, options.disliked);
      return { ...item, score: item.score * disliked * ignoredFactor(ignored.get(item.itemId) ?? [], options.ignored) };
    })
    .sort((one, other) => other.score - one.score);
}
