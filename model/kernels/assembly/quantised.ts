// Factor tables in 8 bits: a row of codes (padded to a multiple of eight with zeros) and one scale per row, so that
// value = code * scale. A quarter of the memory of 32-bit floats, and eight products an instruction.

import { sumLanes } from './vectors';

/** Writes the codes and returns the scale. `columns` is a multiple of four, `stride` of eight. */
export function quantiseRow(row: usize, columns: i32, stride: i32, codes: usize): f32 {
  let largest = f32x4.splat(0);
  const bytes: usize = <usize>columns << 2;
  for (let at: usize = 0; at < bytes; at += 16) largest = f32x4.max(largest, f32x4.abs(v128.load(row + at)));
  const top = max(
    max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  );
  memory.fill(codes, 0, <usize>stride);
  if (top == 0) return 0;
  const inverse = f32x4.splat(127 / top);
  for (let at: usize = 0; at < bytes; at += 16) {
    const whole = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(row + at), inverse)));
    const words = i16x8.narrow_i32x4_s(whole, whole);
    v128.store32_lane(codes + (at >> 2), i8x16.narrow_i16x8_s(words, words), 0);
  }
  return top / 127;
}

/**
 * out[k] += row rowIndices[k] . query for `count` rows; otherwise as `addQuantisedScan`, to the last bit.
 */
export function addQuantisedRows(
  codes: usize, scales: usize, stride: i32, rowIndices: usize, count: i32, query: usize, queryScale: f32, out: usize,
): void {
  const bytes = <usize>stride;
  for (let k: usize = 0; k < <usize>count; k++) {
    const row = <usize>load<u32>(rowIndices + (k << 2));
    const at = out + (k << 2);
    const score = sumOfRow(codes + row * bytes, query, bytes) * load<f32>(scales + (row << 2)) * queryScale;
    store<f32>(at, load<f32>(at) + score);
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function sumOfRow(row: usize, query: usize, bytes: usize): f32 {
  let even = i32x4.splat(0), odd = i32x4.splat(0);
  let at: usize = 0;
  for (; at + 16 <= bytes; at += 16) {
    even = i32x4.add(even, i32x4.dot_i16x8_s(v128.load(query + (at << 1)), v128.load8x8_s(row + at)));
    odd = i32x4.add(odd, i32x4.dot_i16x8_s(v128.load(query + (at << 1), 16), v128.load8x8_s(row + at, 8)));
  }
  if (at < bytes) even = i32x4.add(even, i32x4.dot_i16x8_s(v128.load(query + (at << 1)), v128.load8x8_s(row + at)));
  const sum = i32x4.add(even, odd);
  return <f32>((i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1)) +
    (i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3)));
}

/** `quantiseRow` for every row of a matrix; `norms` receives the lengths of the rows. */
export function quantiseRows(
  matrix: usize, rows: i32, columns: i32, stride: i32, codes: usize, scales: usize, norms: usize,
): void {
  for (let row: usize = 0; row < <usize>rows; row++) {
    const from = matrix + ((row * <usize>columns) << 2);
    store<f32>(scales + (row << 2), quantiseRow(from, columns, stride, codes + row * <usize>stride));
    let squares = f32x4.splat(0);
    for (let at: usize = 0; at < (<usize>columns << 2); at += 16) {
      squares = f32x4.add(squares, f32x4.mul(v128.load(from + at), v128.load(from + at)));
    }
    store<f32>(norms + (row << 2), sqrt<f32>(sumLanes(squares)));
  }
}

/**
 * out[r] += row r . query, for a query in 16 bits with 14 of them used, so that sums of up to 1,024 products stay within
 * 32 bits. `queryScale` turns the sums into scores.
 */
export function addQuantisedScan(
  codes: usize, scales: usize, rows: i32, stride: i32, query: usize, queryScale: f32, out: usize,
): void {
  const bytes = <usize>stride;
  const scale = f32x4.splat(queryScale);
  let row = 0;
  let r0 = codes;
  for (; row + 4 <= rows; row += 4) {
    const r1 = r0 + bytes;
    const r2 = r1 + bytes;
    const r3 = r2 + bytes;
    let s0 = i32x4.splat(0), s1 = i32x4.splat(0), s2 = i32x4.splat(0), s3 = i32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 8) {
      const q = v128.load(query + (at << 1));
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(q, v128.load8x8_s(r0 + at)));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(q, v128.load8x8_s(r1 + at)));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(q, v128.load8x8_s(r2 + at)));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(q, v128.load8x8_s(r3 + at)));
    }
    // The transpose of four rows of lanes, so that four sums end in one vector.
    const low01 = i8x16.shuffle(s0, s1, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
    const high01 = i8x16.shuffle(s0, s1, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
    const low23 = i8x16.shuffle(s2, s3, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
    const high23 = i8x16.shuffle(s2, s3, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
    const both01 = i32x4.add(low01, high01);
    const both23 = i32x4.add(low23, high23);
    const sums = i32x4.add(
      i8x16.shuffle(both01, both23, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
      i8x16.shuffle(both01, both23, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31),
    );
    const at: usize = <usize>row << 2;
    const scores = f32x4.mul(f32x4.mul(f32x4.convert_i32x4_s(sums), v128.load(scales + at)), scale);
    v128.store(out + at, f32x4.add(v128.load(out + at), scores));
    r0 = r3 + bytes;
  }
  for (; row < rows; row++) {
    const at: usize = <usize>row << 2;
    const score = sumOfRow(r0, query, bytes) * load<f32>(scales + at) * queryScale;
    store<f32>(out + at, load<f32>(out + at) + score);
    r0 += bytes;
  }
}
