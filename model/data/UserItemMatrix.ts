import type { Dataset } from './Dataset.ts';

/**
 * The positive interactions as a sparse matrix: one entry per user and item. Rows are users; a row's entries are in
 * the order of each item's last event.
 */
export interface UserItemMatrix {
  readonly users: number;
  readonly items: number;
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
  /** The strongest weight among the events of that user with that item. */
  readonly values: Float32Array;
  /** Time of the last event, as in `Dataset.timestamps`. */
  readonly times: Float64Array;
}

/** Builds the matrix. A user's item whose last non-zero evidence is negative (a dislike) is left out. */
export function userItemMatrix(dataset: Dataset): UserItemMatrix {
  const users = dataset.userIds.length;
  const items = dataset.itemIds.length;
  const offsets = new Uint32Array(users + 1);
  const indices = new Uint32Array(dataset.itemIndices.length);
  const values = new Float32Array(indices.length);
  const times = new Float64Array(indices.length);
  const owner = new Int32Array(items).fill(-1);
  const strongest = new Float32Array(items);
  let size = 0;
  for (let user = 0; user < users; user += 1) {
    const start = dataset.userOffsets[user];
    const end = dataset.userOffsets[user + 1];
    for (let position = start; position < end; position += 1) {
      const item = dataset.itemIndices[position];
      const weight = dataset.weights[position];
      strongest[item] = owner[item] === user && weight >= 0 ? Math.max(strongest[item], weight) : weight;
      owner[item] = user;
    }
    const rowStart = size;
    for (let position = end - 1; position >= start; position -= 1) {
      const item = dataset.itemIndices[position];
      if (owner[item] !== user) continue;
      owner[item] = -1;
      if (!(strongest[item] > 0)) continue;
      indices[size] = item;
      values[size] = strongest[item];
      times[size] = dataset.timestamps[position];
      size += 1;
    }
    indices.subarray(rowStart, size).reverse();
    values.subarray(rowStart, size).reverse();
    times.subarray(rowStart, size).reverse();
    offsets[user + 1] = size;
  }
  return {
    users,
    items,
    offsets,
    indices: indices.slice(0, size),
    values: values.slice(0, size),
    times: times.slice(0, size),
  };
}

/** The transpose: rows are items, entries are user indices in ascending order. */
export function transpose(matrix: UserItemMatrix): UserItemMatrix {
  const offsets = new Uint32Array(matrix.items + 1);
  for (const item of matrix.indices) offsets[item + 1] += 1;
  for (let item = 0; item < matrix.items; item += 1) offsets[item + 1] += offsets[item];
  const cursor = offsets.slice(0, -1);
  const indices = new Uint32Array(matrix.indices.length);
  const values = new Float32Array(indices.length);
  const times = new Float64Array(indices.length);
  for (let user = 0; user < matrix.users; user += 1) {
    for (let entry = matrix.offsets[user]; entry < matrix.offsets[user + 1]; entry += 1) {
      const target = cursor[matrix.indices[entry]]++;
      indices[target] = user;
      values[target] = matrix.values[entry];
      times[target] = matrix.times[entry];
    }
  }
  return { users: matrix.items, items: matrix.users, offsets, indices, values, times };
}
