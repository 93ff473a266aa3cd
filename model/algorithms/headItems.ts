import type { UserItemMatrix } from '../data/UserItemMatrix.ts';

/** The most popular items, renumbered from 0. */
export interface HeadItems {
  /** Item indices in ascending order. */
  readonly items: Uint32Array;
  /** Per item of the catalogue: its place in `items`, or -1. */
  readonly positions: Int32Array;
  /** Users per item of the head. */
  readonly counts: Uint32Array;
  /** The user rows with only these items, renumbered. */
  restrict(byUser: UserItemMatrix): { offsets: Uint32Array; indices: Uint32Array };
}

/** Takes the `limit` items with the most users, of those that have any; ties go to the lower index. */
export function headItems(byItem: UserItemMatrix, limit: number): HeadItems {
  const all = byItem.users;
  const count = (item: number): number => byItem.offsets[item + 1] - byItem.offsets[item];
  const touched = Uint32Array.from({ length: all }, (_, item) => item).filter((item) => count(item) > 0);
  const items =
    touched.length <= limit ? touched : touched.sort((a, b) => count(b) - count(a) || a - b).slice(0, limit);
  items.sort();
  const positions = new Int32Array(all).fill(-1);
  items.forEach((item, position) => {
    positions[item] = position;
  });
  return {
    items,
    positions,
    counts: items.map(count),
    restrict(byUser) {
      const offsets = new Uint32Array(byUser.users + 1);
      const indices = new Uint32Array(byUser.indices.length);
      let size = 0;
      for (let user = 0; user < byUser.users; user += 1) {
        for (let entry = byUser.offsets[user]; entry < byUser.offsets[user + 1]; entry += 1) {
          const position = positions[byUser.indices[entry]];
          if (position >= 0) indices[size++] = position;
        }
        offsets[user + 1] = size;
      }
      return { offsets, indices: indices.slice(0, size) };
    },
  };
}
