import type { UserItemMatrix } from '../data/UserItemMatrix.ts';

/** Receives row `item` of X'WX: `sums[neighbours[k]]` for k below `count`. The arrays are reused between calls. */
export type CooccurrenceVisitor = (item: number, neighbours: Uint32Array, count: number, sums: Float64Array) => void;

/**
 * Visits the rows of the co-occurrence matrix one at a time, so that the matrix never exists as a whole. `userWeight`
 * scales the part of each user; entries count by their presence, not their value.
 */
export function visitCooccurrence(
  byUser: UserItemMatrix,
  byItem: UserItemMatrix,
  visit: CooccurrenceVisitor,
  userWeight?: ArrayLike<number>,
): void {
  const sums = new Float64Array(byUser.items);
  const neighbours = new Uint32Array(byUser.items);
  for (let item = 0; item < byUser.items; item += 1) {
    let count = 0;
    for (let entry = byItem.offsets[item]; entry < byItem.offsets[item + 1]; entry += 1) {
      const user = byItem.indices[entry];
      const weight = userWeight === undefined ? 1 : userWeight[user];
      const end = byUser.offsets[user + 1];
      for (let other = byUser.offsets[user]; other < end; other += 1) {
        const neighbour = byUser.indices[other];
        if (sums[neighbour] === 0) {
          neighbours[count] = neighbour;
          count += 1;
        }
        sums[neighbour] += weight;
      }
    }
    visit(item, neighbours, count, sums);
    for (let entry = 0; entry < count; entry += 1) sums[neighbours[entry]] = 0;
  }
}
