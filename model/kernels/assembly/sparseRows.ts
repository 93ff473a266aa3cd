// Rows of a sparse matrix: row r owns entries offsets[r] to offsets[r + 1] of `indices` and `values`.

/** out[index] += weights[k] * value for every entry of the rows rowIndices[k]. */
export function addSparseRows(
  offsets: usize, indices: usize, values: usize, count: i32, rowIndices: usize, weights: usize, out: usize,
): void {
  addRows<u32>(offsets, indices, values, count, rowIndices, weights, out);
}

/** `addSparseRows` for indices of 16 bits. */
export function addSparseRows16(
  offsets: usize, indices: usize, values: usize, count: i32, rowIndices: usize, weights: usize, out: usize,
): void {
  addRows<u16>(offsets, indices, values, count, rowIndices, weights, out);
}

/**
 * Writes to `out` (one row of `count` values per place) what each of the rows rowIndices[k] adds to each of the columns
 * that have a place: places[column] is 1 more than the place, 0 for all other columns.
 */
export function pickSparseRows(
  offsets: usize, indices: usize, values: usize, count: i32, rowIndices: usize, weights: usize, places: usize, out: usize,
): void {
  pickRows<u32>(offsets, indices, values, count, rowIndices, weights, places, out);
}

/** `pickSparseRows` for indices of 16 bits. */
export function pickSparseRows16(
  offsets: usize, indices: usize, values: usize, count: i32, rowIndices: usize, weights: usize, places: usize, out: usize,
): void {
  pickRows<u16>(offsets, indices, values, count, rowIndices, weights, places, out);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function addRows<Index>(
  offsets: usize, indices: usize, values: usize, count: i32, rowIndices: usize, weights: usize, out: usize,
): void {
  for (let k: usize = 0; k < <usize>count; k++) {
    const weight = load<f32>(weights + (k << 2));
    const row = offsets + (<usize>load<u32>(rowIndices + (k << 2)) << 2);
    const first = <usize>load<u32>(row);
    const end = values + (<usize>load<u32>(row, 4) << 2);
    let index = indices + first * sizeof<Index>();
    for (let value = values + (first << 2); value < end; value += 4) {
      const to = out + (<usize>load<Index>(index) << 2);
      store<f32>(to, load<f32>(to) + weight * load<f32>(value));
      index += sizeof<Index>();
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function pickRows<Index>(
  offsets: usize, indices: usize, values: usize, count: i32, rowIndices: usize, weights: usize, places: usize, out: usize,
): void {
  for (let k: usize = 0; k < <usize>count; k++) {
    const weight = load<f32>(weights + (k << 2));
    const row = offsets + (<usize>load<u32>(rowIndices + (k << 2)) << 2);
    const first = <usize>load<u32>(row);
    const end = values + (<usize>load<u32>(row, 4) << 2);
    let index = indices + first * sizeof<Index>();
    for (let value = values + (first << 2); value < end; value += 4) {
      const place = <usize>load<u16>(places + (<usize>load<Index>(index) << 1));
      if (place != 0) store<f32>(out + (((place - 1) * <usize>count + k) << 2), weight * load<f32>(value));
      index += sizeof<Index>();
    }
  }
}

/** out (rows x columns) = the sparse matrix times `right`, whose rows have `columns` values, a multiple of four. */
export function multiplySparse(
  offsets: usize, indices: usize, values: usize, rows: i32, right: usize, columns: i32, out: usize,
): void {
  const bytes: usize = <usize>columns << 2;
  let to = out;
  for (let row: usize = 0; row < <usize>rows; row++) {
    memory.fill(to, 0, bytes);
    const end = <usize>load<u32>(offsets + (row << 2), 4) << 2;
    for (let entry = <usize>load<u32>(offsets + (row << 2)) << 2; entry < end; entry += 4) {
      const from = right + <usize>load<u32>(indices + entry) * bytes;
      const value = v128.load32_splat(values + entry);
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(value, v128.load(from + at))));
      }
    }
    to += bytes;
  }
}
