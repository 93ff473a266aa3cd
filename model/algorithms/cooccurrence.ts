import type { UserItemMatrix } from '../data/UserItemMatrix.ts';

/** Receives row `item` of X'WX: `sums[neighbours[k]]` for k below `count`. The arrays are reused between calls. */
export type CooccurrenceVisitor = (item: number, neighbours: Uint32Array, count: number, sums: Float64Array) => void;

/** What a pair counts; both default to 1. */
export interface PairWeights {
  /** Weight of a user's pairs, by user index. */
  readonly ofUser?: ArrayLike<number>;
  /** Weight by place; pairs of weight 0 are passed over. */
  readonly ofGap?: GapWeights;
}

/** What a neighbour counts by how many places away from the item it stands in the user's row, up to the longest row. */
export interface GapWeights {
  readonly before: ArrayLike<number>;
  readonly after: ArrayLike<number>;
}

/**
 * Visits the rows of the co-occurrence matrix one at a time, so that the matrix never exists as a whole. Entries count
 * by their presence, not their value.
 */
export function visitCooccurrence(
  byUser: UserItemMatrix,
  byItem: UserItemMatrix,
  visit: CooccurrenceVisitor,
  { ofUser, ofGap }: PairWeights = {},
): void {
  const sums = new Float64Array(byUser.items);
  const neighbours = new Uint32Array(byUser.items);
  const places = ofGap === undefined ? undefined : placesByItem(byUser, byItem);
  for (let item = 0; item < byUser.items; item += 1) {
    let count = 0;
    for (let entry = byItem.offsets[item]; entry < byItem.offsets[item + 1]; entry += 1) {
      const user = byItem.indices[entry];
      const ofThisUser = ofUser === undefined ? 1 : ofUser[user];
      const end = byUser.offsets[user + 1];
      for (let other = byUser.offsets[user]; other < end; other += 1) {
        let weight = ofThisUser;
        if (ofGap !== undefined && places !== undefined) {
          const gap = other - places[entry];
          weight *= gap < 0 ? ofGap.before[-gap] : ofGap.after[gap];
          if (weight === 0) continue;
        }
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

/** For each entry of the transpose: where the same interaction stands in the user rows. */
export function placesByItem(byUser: UserItemMatrix, byItem: UserItemMatrix): Uint32Array {
  const cursor = byItem.offsets.slice(0, -1);
  const places = new Uint32Array(byUser.indices.length);
  for (let place = 0; place < byUser.indices.length; place += 1) places[cursor[byUser.indices[place]]++] = place;
  return places;
}

/** How much a pair of items depends on how close together the user touched the two. */
export interface ProximityParameters {
  /** 0 to 1: 0 counts all pairs of a user alike, 1 only near ones. */
  proximity: number;
  /** Interactions after which closeness has fallen to 1/e. The kernel is exponential, which keeps X'X positive. */
  reach: number;
}

/**
 * What a pair counts by the number of places between its items in the user's row, for rows up to `longest`: items of one
 * sitting say more about each other than items of two years.
 */
export function proximityKernel({ proximity, reach }: ProximityParameters, longest: number): Float64Array {
  return Float64Array.from({ length: longest }, (_, gap) => 1 - proximity + proximity * Math.exp(-gap / reach));
}

/** The length of the longest row. */
export function longestRow(offsets: Uint32Array): number {
  let longest = 0;
  for (let row = 0; row + 1 < offsets.length; row += 1) longest = Math.max(longest, offsets[row + 1] - offsets[row]);
  return longest;
}
