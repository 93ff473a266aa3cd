/** How often scores fell into which bucket, by bucket. Plain JSON; buckets are a twelfth of an octave wide. */
export type ScoreHistogram = Readonly<Record<string, number>>;

const bucketsPerDoubling = 12;
const lastBucket = bucketsPerDoubling * 24;

/** Scores begin at 1; what lies below is of no interest and counts as 1. */
export const bucketOf = (score: number): number =>
  Math.min(lastBucket, Math.floor(bucketsPerDoubling * Math.log2(Math.max(1, score))));

export const addScore = (histogram: ScoreHistogram, score: number): ScoreHistogram =>
  mergeHistograms(histogram, { [bucketOf(score)]: 1 });

export function mergeHistograms(one: ScoreHistogram, other: ScoreHistogram): ScoreHistogram {
  const merged: Record<string, number> = { ...one };
  for (const [bucket, count] of Object.entries(other)) merged[bucket] = (merged[bucket] ?? 0) + count;
  return merged;
}

/** Lets what was long ago weigh less. Buckets that come to less than a hundredth go. */
export const ageHistogram = (histogram: ScoreHistogram, factor: number): ScoreHistogram =>
  Object.fromEntries(
    Object.entries(histogram)
      .map(([bucket, count]): [string, number] => [bucket, Math.round(count * factor * 1000) / 1000])
      .filter(([, count]) => count >= 0.01),
  );

/**
 * The bucket that a new score lies above with a chance of at most `rate`, if it comes from where the counted ones came
 * from: the ⌈(n + 1)(1 - rate)⌉-th smallest of n scores, whatever their distribution (Vovk, Gammerman and Shafer 2005,
 * "conformal prediction"). Counts that age are no whole numbers, and a rank rounded up to one could lie beyond all of
 * them however many there are: weights are added up to (n + 1)(1 - rate) instead (Tibshirani et al. 2019), which is the
 * same for whole ones. Infinity while too few were counted to say: fewer than 1 / rate - 1.
 */
export function alarmBucket(histogram: ScoreHistogram, rate: number): number {
  const buckets = Object.entries(histogram)
    .map(([bucket, count]) => ({ bucket: Number(bucket), count }))
    .sort((a, b) => a.bucket - b.bucket);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  const needed = (total + 1) * (1 - rate);
  let before = 0;
  for (const { bucket, count } of buckets) {
    before += count;
    if (before >= needed - 1e-9) return bucket;
  }
  return Infinity;
}

/** The score at which `bucketOf` leaves a bucket. */
export const bucketEnd = (bucket: number): number => 2 ** ((bucket + 1) / bucketsPerDoubling);
