/** An item was shown to a user and nothing came of it. */
export interface IgnoredImpression {
  /** How long ago, in milliseconds. */
  readonly age: number;
  /** Where in the list it stood, from 1. Left out, it counts as the first. */
  readonly position?: number;
}

export interface IgnoredOptions {
  /**
   * How many ignored impressions halve what was believed of the item: the weight of the belief, in the sense of a beta
   * prior. @defaultValue 8
   */
  readonly priorImpressions?: number;
  /** After how long an ignored impression counts half, in milliseconds. @defaultValue seven days */
  readonly halfLife?: number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * What is left of an item's score for a user who was shown it and passed over it: 1 without such impressions, one half
 * after `priorImpressions` fresh ones in the first place, and back to 1 with time.
 *
 * If a score is the chance of a click, known as well as by `m` observations, then n looks without a click leave
 * `m / (m + n)` of it: the mean of the beta posterior. A look counts by the chance that the position was examined (about
 * position^-0.7; Joachims et al. 2017 give powers from 0.5 to 1) and by its age.
 *
 * @param impressions since the user last did something with the item: what they clicked is not ignored
 */
export function ignoredFactor(
  impressions: readonly IgnoredImpression[],
  { priorImpressions = 8, halfLife = 7 * day }: IgnoredOptions = {},
): number {
  let looks = 0;
  for (const { age, position = 1 } of impressions) {
    looks += Math.max(1, position) ** -0.7 * 0.5 ** (Math.max(0, age) / halfLife);
  }
  return priorImpressions / (priorImpressions + looks);
}
