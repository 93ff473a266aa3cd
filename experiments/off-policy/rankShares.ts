/**
 * The chances with which the items of a pool are drawn for an explored place, best first: of the first `depth`, in
 * proportion to 1 / rank; of the others 0. Better items more often, so that exploring costs little, and none so seldom
 * that what it brings could not be judged. They add up to 1.
 *
 * @param size of the pool, 1 or more
 * @param depth how many of it may be drawn; all when left out
 */
export function rankShares(size: number, depth: number = size): number[] {
  const drawn = Math.min(size, depth);
  let total = 0;
  for (let rank = 1; rank <= drawn; rank += 1) total += 1 / rank;
  return Array.from({ length: size }, (_, place) => (place < drawn ? 1 / ((place + 1) * total) : 0));
}

/** The rank, from 1, that a uniform number of [0, 1) draws. */
export function drawRank(size: number, uniform: number): number {
  let left = uniform;
  const place = rankShares(size).findIndex((share) => (left -= share) < 0);
  // Rounding may leave a last crumb.
  return place < 0 ? size : place + 1;
}
