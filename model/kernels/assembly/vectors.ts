// Vector kernels over byte pointers.

// @ts-ignore: decorator of AssemblyScript
@inline
export function sumLanes(v: v128): f32 {
  return (f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1)) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/** out[r] = matrix row r . query, four rows at a time so that the query is loaded once for all of them. */
export function scanRows(matrix: usize, rows: i32, columns: i32, query: usize, out: usize): void {
  const stride: usize = (<usize>columns << 2);
  const vectorColumns = columns & ~3;
  let row = 0;
  for (; row + 4 <= rows; row += 4) {
    const r0 = matrix + <usize>row * stride;
    const r1 = r0 + stride;
    const r2 = r1 + stride;
    const r3 = r2 + stride;
    let s0 = f32x4.splat(0), s1 = f32x4.splat(0), s2 = f32x4.splat(0), s3 = f32x4.splat(0);
    for (let column = 0; column < vectorColumns; column += 4) {
      const at: usize = (<usize>column << 2);
      const q = v128.load(query + at);
      s0 = f32x4.add(s0, f32x4.mul(q, v128.load(r0 + at)));
      s1 = f32x4.add(s1, f32x4.mul(q, v128.load(r1 + at)));
      s2 = f32x4.add(s2, f32x4.mul(q, v128.load(r2 + at)));
      s3 = f32x4.add(s3, f32x4.mul(q, v128.load(r3 + at)));
    }
    const to = out + (<usize>row << 2);
    store<f32>(to, sumLanes(s0) + tail(r0, query, vectorColumns, columns));
    store<f32>(to, sumLanes(s1) + tail(r1, query, vectorColumns, columns), 4);
    store<f32>(to, sumLanes(s2) + tail(r2, query, vectorColumns, columns), 8);
    store<f32>(to, sumLanes(s3) + tail(r3, query, vectorColumns, columns), 12);
  }
  for (; row < rows; row++) {
    const from = matrix + <usize>row * stride;
    let sum = f32x4.splat(0);
    for (let column = 0; column < vectorColumns; column += 4) {
      const at: usize = (<usize>column << 2);
      sum = f32x4.add(sum, f32x4.mul(v128.load(query + at), v128.load(from + at)));
    }
    store<f32>(out + (<usize>row << 2), sumLanes(sum) + tail(from, query, vectorColumns, columns));
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function tail(a: usize, b: usize, from: i32, to: i32): f32 {
  let sum: f32 = 0;
  for (let column = from; column < to; column++) {
    sum += load<f32>(a + (<usize>column << 2)) * load<f32>(b + (<usize>column << 2));
  }
  return sum;
}

/** out = the sum over entries of factors[e] * matrix row rowIndices[e]; two rows at a time halve the writes. */
export function combineRows(
  matrix: usize, columns: i32, count: i32, rowIndices: usize, factors: usize, out: usize,
): void {
  const stride: usize = <usize>columns << 2;
  const vectorColumns = columns & ~3;
  memory.fill(out, 0, stride);
  let entry = 0;
  for (; entry + 2 <= count; entry += 2) {
    const r0 = matrix + <usize>load<u32>(rowIndices + (<usize>entry << 2)) * stride;
    const r1 = matrix + <usize>load<u32>(rowIndices + (<usize>entry << 2), 4) * stride;
    const f0 = v128.load32_splat(factors + (<usize>entry << 2));
    const f1 = v128.load32_splat(factors + (<usize>entry << 2), 4);
    for (let column = 0; column < vectorColumns; column += 4) {
      const at: usize = <usize>column << 2;
      const both = f32x4.add(f32x4.mul(f0, v128.load(r0 + at)), f32x4.mul(f1, v128.load(r1 + at)));
      v128.store(out + at, f32x4.add(v128.load(out + at), both));
    }
    for (let column = vectorColumns; column < columns; column++) {
      const at: usize = <usize>column << 2;
      const both = f32x4.extract_lane(f0, 0) * load<f32>(r0 + at) + f32x4.extract_lane(f1, 0) * load<f32>(r1 + at);
      store<f32>(out + at, load<f32>(out + at) + both);
    }
  }
  if (entry < count) {
    const from = matrix + <usize>load<u32>(rowIndices + (<usize>entry << 2)) * stride;
    const factor = load<f32>(factors + (<usize>entry << 2));
    for (let column = 0; column < columns; column++) {
      const at: usize = <usize>column << 2;
      store<f32>(out + at, load<f32>(out + at) + factor * load<f32>(from + at));
    }
  }
}

/**
 * Writes the sum and the sum of squares of `length` values to `out` (two 64-bit floats), summed in 64 bits. Eight values
 * a turn in four pairs of sums, because each addition waits for the last.
 */
export function sumAndSquares(values: usize, length: i32, out: usize): void {
  let sum0 = f64x2.splat(0), sum1 = f64x2.splat(0), sum2 = f64x2.splat(0), sum3 = f64x2.splat(0);
  let square0 = f64x2.splat(0), square1 = f64x2.splat(0), square2 = f64x2.splat(0), square3 = f64x2.splat(0);
  const end = values + (<usize>length << 2);
  let at = values;
  for (; at + 32 <= end; at += 32) {
    const pair0 = f64x2.promote_low_f32x4(v128.load64_zero(at));
    const pair1 = f64x2.promote_low_f32x4(v128.load64_zero(at, 8));
    const pair2 = f64x2.promote_low_f32x4(v128.load64_zero(at, 16));
    const pair3 = f64x2.promote_low_f32x4(v128.load64_zero(at, 24));
    sum0 = f64x2.add(sum0, pair0);
    sum1 = f64x2.add(sum1, pair1);
    sum2 = f64x2.add(sum2, pair2);
    sum3 = f64x2.add(sum3, pair3);
    square0 = f64x2.add(square0, f64x2.mul(pair0, pair0));
    square1 = f64x2.add(square1, f64x2.mul(pair1, pair1));
    square2 = f64x2.add(square2, f64x2.mul(pair2, pair2));
    square3 = f64x2.add(square3, f64x2.mul(pair3, pair3));
  }
  const sum = f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3));
  const square = f64x2.add(f64x2.add(square0, square1), f64x2.add(square2, square3));
  let totalSum = f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
  let totalSquares = f64x2.extract_lane(square, 0) + f64x2.extract_lane(square, 1);
  for (; at < end; at += 4) {
    const value = <f64>load<f32>(at);
    totalSum += value;
    totalSquares += value * value;
  }
  store<f64>(out, totalSum);
  store<f64>(out, totalSquares, 8);
}

/** out = the sum over k of factors[k] * the array at pointers[k], for arrays of `length` values anywhere in memory. */
export function blendArrays(pointers: usize, factors: usize, count: i32, length: i32, out: usize): void {
  const bytes: usize = <usize>length << 2;
  let at: usize = 0;
  for (; at + 32 <= bytes; at += 32) {
    let s0 = f32x4.splat(0), s1 = f32x4.splat(0);
    for (let k: usize = 0; k < <usize>count; k++) {
      const from = <usize>load<u32>(pointers + (k << 2)) + at;
      const factor = v128.load32_splat(factors + (k << 2));
      s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(from)));
      s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(from, 16)));
    }
    v128.store(out + at, s0);
    v128.store(out + at, s1, 16);
  }
  for (; at < bytes; at += 4) {
    let sum: f32 = 0;
    for (let k: usize = 0; k < <usize>count; k++) {
      sum += load<f32>(factors + (k << 2)) * load<f32>(<usize>load<u32>(pointers + (k << 2)) + at);
    }
    store<f32>(out + at, sum);
  }
}
