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

/**
 * out += S' D S right, where S are the sparse rows and D is the diagonal matrix of `factors`: every row's sum of the rows of
 * `right` is added, times its factor, to the rows of `out`. `right` and `out` have rows of `columns` values, a multiple of four.
 */
export function addSmoothed(
  offsets: usize, indices: usize, values: usize, rows: i32, factors: usize, right: usize, columns: i32, out: usize,
): void {
  const bytes: usize = <usize>columns << 2;
  for (let row: usize = 0; row < <usize>rows; row++) {
    const start = <usize>load<u32>(offsets + (row << 2)) << 2;
    const end = <usize>load<u32>(offsets + (row << 2), 4) << 2;
    const factor = v128.load32_splat(factors + (row << 2));
    let at: usize = 0;
    // Sixteen columns at a time, so that their sums stay in registers.
    for (; at + 64 <= bytes; at += 64) {
      let s0 = f32x4.splat(0), s1 = f32x4.splat(0), s2 = f32x4.splat(0), s3 = f32x4.splat(0);
      for (let entry = start; entry < end; entry += 4) {
        const from = right + <usize>load<u32>(indices + entry) * bytes + at;
        const value = v128.load32_splat(values + entry);
        s0 = f32x4.add(s0, f32x4.mul(value, v128.load(from)));
        s1 = f32x4.add(s1, f32x4.mul(value, v128.load(from, 16)));
        s2 = f32x4.add(s2, f32x4.mul(value, v128.load(from, 32)));
        s3 = f32x4.add(s3, f32x4.mul(value, v128.load(from, 48)));
      }
      for (let entry = start; entry < end; entry += 4) {
        const to = out + <usize>load<u32>(indices + entry) * bytes + at;
        const value = f32x4.mul(factor, v128.load32_splat(values + entry));
        v128.store(to, f32x4.add(v128.load(to), f32x4.mul(value, s0)));
        v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(value, s1)), 16);
        v128.store(to, f32x4.add(v128.load(to, 32), f32x4.mul(value, s2)), 32);
        v128.store(to, f32x4.add(v128.load(to, 48), f32x4.mul(value, s3)), 48);
      }
    }
    for (; at < bytes; at += 16) {
      let sum = f32x4.splat(0);
      for (let entry = start; entry < end; entry += 4) {
        const from = right + <usize>load<u32>(indices + entry) * bytes + at;
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(values + entry), v128.load(from)));
      }
      for (let entry = start; entry < end; entry += 4) {
        const to = out + <usize>load<u32>(indices + entry) * bytes + at;
        const value = f32x4.mul(factor, v128.load32_splat(values + entry));
        v128.store(to, f32x4.add(v128.load(to), f32x4.mul(value, sum)));
      }
    }
  }
}
