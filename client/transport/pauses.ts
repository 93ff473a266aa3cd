/**
 * Milliseconds to wait before try number `attempt` (from 0): doubles up to half a minute, of which a random half is
 * left out so that clients that failed together do not come back together.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const pauseBefore = (attempt: number, random: () => number = Math.random): number =>
  Math.min(30_000, 500 * 2 ** attempt) * (0.5 + random() / 2);
