/** An item that the user said something of. */
export interface Opinion {
  readonly itemId: string;
  /** How long ago, in milliseconds. */
  readonly age: number;
}

export interface DislikedOptions {
  /** How much of its score an item loses at most for being like disliked ones, 0 to 1. @defaultValue 0.8 */
  readonly strength?: number;
  /** How many opinions on twins of an item weigh as much as having none. @defaultValue 0.5 */
  readonly priorOpinions?: number;
  /** After how long an opinion counts half, in milliseconds. @defaultValue 90 days */
  readonly halfLife?: number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * What is left of an item's score for a user with dislikes: 0 for a disliked item, for good; less than 1 for its like,
 * by the share that dislikes have of what the user said of items like it. Without the likes in that share one unlucky
 * item of a theme took the whole theme away, and on the simulated shop dislikes then did harm (docs/experiments.md).
 *
 * @param liked what the user clicked, bought or liked
 * @param similarity of two items, from 0 (nothing in common) to 1 (twins)
 */
export function dislikedFactor(
  itemId: string,
  dislikes: readonly Opinion[],
  liked: readonly Opinion[],
  similarity: (itemId: string, other: string) => number,
  { strength = 0.8, priorOpinions = 0.5, halfLife = 90 * day }: DislikedOptions = {},
): number {
  if (dislikes.some((dislike) => dislike.itemId === itemId)) return 0;
  const weigh = (opinions: readonly Opinion[]): number => {
    let weight = 0;
    for (const { itemId: other, age } of opinions) {
      const likeness = Math.min(1, Math.max(0, similarity(itemId, other)));
      if (likeness > 0) weight += likeness * 0.5 ** (Math.max(0, age) / halfLife);
    }
    return weight;
  };
  const against = weigh(dislikes);
  return against === 0 ? 1 : 1 - (strength * against) / (against + weigh(liked) + priorOpinions);
}
