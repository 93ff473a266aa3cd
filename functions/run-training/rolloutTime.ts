/** How often a version that is tried is looked at: a dozen times, at most every ten minutes, at least every five seconds. */
const looks = 12;
const longestPause = 600;
const shortestPause = 5;

/**
 * Seconds until the next look; 0 when the time is up.
 * @param since when the stage began, in milliseconds since 1970, as is `now`
 * @param seconds how long the stage lasts
 */
export function pauseOf(since: number, seconds: number, now: number): number {
  const left = Math.ceil(since / 1000 + seconds - now / 1000);
  const pause = Math.max(shortestPause, Math.min(longestPause, Math.ceil(seconds / looks)));
  return Math.max(0, Math.min(left, pause));
}
