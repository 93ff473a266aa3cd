import type { ItemRows } from '../../model/algorithms/ItemRows.ts';

/** How two item-item matrices of the same items differ. */
export interface RowDifference {
  readonly entries: number;
  /** Entries that one of the two has and the other has not. */
  readonly onlyInOne: number;
  /** Those of them whose value is the least of their row, within `tolerance`: where a row is cut, ties decide. */
  readonly atTheCut: number;
  /** The furthest apart that two values of the same entry are. */
  readonly furthest: number;
}

/** Relative: what 32 bits hold, and the order of sums. */
const tolerance = 1e-5;

export function compareRows(own: ItemRows, other: ItemRows): RowDifference {
  let [onlyInOne, atTheCut, furthest] = [0, 0, 0];
  for (let row = 0; row + 1 < own.offsets.length; row += 1) {
    const [mine, theirs] = [rowOf(own, row), rowOf(other, row)];
    for (const [values, others] of [
      [mine, theirs],
      [theirs, mine],
    ]) {
      const cut = Math.min(...values.values());
      for (const [item, value] of values) {
        const found = others.get(item);
        if (found !== undefined) {
          furthest = Math.max(furthest, Math.abs(found - value));
          continue;
        }
        onlyInOne += 1;
        if (value <= cut * (1 + tolerance)) atTheCut += 1;
      }
    }
  }
  return { entries: own.indices.length, onlyInOne, atTheCut, furthest };
}

function rowOf({ offsets, indices, values }: ItemRows, row: number): Map<number, number> {
  const entries = new Map<number, number>();
  for (let at = offsets[row]; at < offsets[row + 1]; at += 1) entries.set(indices[at], values[at]);
  return entries;
}
