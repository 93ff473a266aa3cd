// A ridge problem and many right-hand sides: what a fold-in and its explanation need. Matrices of 64-bit floats have rows
// of `width` values, a multiple of two; those of 32-bit floats rows of `columns` values, a multiple of four.

import { scanRows } from './vectors';

/** out (columns x `stride`) = the transpose of `matrix` (rows x columns), padded with zeros. */
export function transposeRows(matrix: usize, rows: i32, columns: i32, stride: i32, out: usize): void {
  memory.fill(out, 0, (<usize>columns * <usize>stride) << 2);
  for (let row: usize = 0; row < <usize>rows; row++) {
    for (let column: usize = 0; column < <usize>columns; column++) {
      const value = load<f32>(matrix + ((row * <usize>columns + column) << 2));
      store<f32>(out + ((column * <usize>stride + row) << 2), value);
    }
  }
}

/** The upper triangle of out = I + R R' for R of rows x columns. `scratch` holds `rows` 32-bit floats. */
export function identityPlusGram(r: usize, rows: i32, columns: i32, width: i32, scratch: usize, out: usize): void {
  const bytes: usize = <usize>columns << 2;
  for (let row = 0; row < rows; row++) {
    const from = r + <usize>row * bytes;
    // From the last multiple of four on, so that every row of the product is read aligned.
    scanRows(from, rows - row, columns, from, scratch);
    const to = out + ((<usize>row * <usize>width) << 3);
    for (let column = row; column < rows; column++) {
      store<f64>(to + (<usize>column << 3), <f64>load<f32>(scratch + (<usize>(column - row) << 2)));
    }
    store<f64>(to + (<usize>row << 3), load<f64>(to + (<usize>row << 3)) + 1);
  }
}

/** The factor U of A = U'U in place of the upper triangle of A. False when A is not positive definite. */
export function factorise(a: usize, size: i32, width: i32): bool {
  const bytes: usize = <usize>width << 3;
  for (let pivot = 0; pivot < size; pivot++) {
    const from = a + <usize>pivot * bytes;
    const square = load<f64>(from + (<usize>pivot << 3));
    if (!(square > 0)) return false;
    const inverse = 1 / sqrt<f64>(square);
    for (let column = pivot; column < size; column++) {
      const at = from + (<usize>column << 3);
      store<f64>(at, load<f64>(at) * inverse);
    }
    for (let row = pivot + 1; row < size; row++) {
      const factor = v128.load64_splat(from + (<usize>row << 3));
      const to = a + <usize>row * bytes;
      // Two columns at a time; the one below the diagonal that this may touch is never read.
      for (let at = (<usize>row & ~1) << 3; at < (<usize>size << 3); at += 16) {
        v128.store(to + at, f64x2.sub(v128.load(to + at), f64x2.mul(factor, v128.load(from + at))));
      }
    }
  }
  return true;
}

/** X = A^-1 X in place, given the factor U; X has `size` rows of `sides` values, a multiple of eight. */
export function solveMany(u: usize, size: i32, width: i32, x: usize, sides: i32): void {
  const bytes: usize = <usize>width << 3;
  const stride: usize = <usize>sides << 3;
  for (let side: usize = 0; side < stride; side += 64) {
    const top = x + side;
    for (let row = 0; row < size; row++) eliminate(u, bytes, top, stride, row, 0, row, u + (<usize>row << 3), bytes);
    for (let row = size - 1; row >= 0; row--) {
      eliminate(u, bytes, top, stride, row, row + 1, size, u + <usize>row * bytes, 8);
    }
  }
}

// Row `row` of X, eight sides wide: (X[row] - sum over others of coefficient * X[other]) / U[row, row].
// @ts-ignore: decorator of AssemblyScript
@inline
function eliminate(
  u: usize, bytes: usize, top: usize, stride: usize, row: i32, from: i32, to: i32, coefficients: usize, step: usize,
): void {
  const target = top + <usize>row * stride;
  let s0 = v128.load(target), s1 = v128.load(target, 16), s2 = v128.load(target, 32), s3 = v128.load(target, 48);
  let source = top + <usize>from * stride;
  let at = coefficients + <usize>from * step;
  for (let other = from; other < to; other++) {
    const factor = v128.load64_splat(at);
    s0 = f64x2.sub(s0, f64x2.mul(factor, v128.load(source)));
    s1 = f64x2.sub(s1, f64x2.mul(factor, v128.load(source, 16)));
    s2 = f64x2.sub(s2, f64x2.mul(factor, v128.load(source, 32)));
    s3 = f64x2.sub(s3, f64x2.mul(factor, v128.load(source, 48)));
    source += stride;
    at += step;
  }
  const inverse = f64x2.splat(1 / load<f64>(u + <usize>row * bytes + (<usize>row << 3)));
  v128.store(target, f64x2.mul(s0, inverse));
  v128.store(target, f64x2.mul(s1, inverse), 16);
  v128.store(target, f64x2.mul(s2, inverse), 32);
  v128.store(target, f64x2.mul(s3, inverse), 48);
}

/** Column `side` of X (`rows` rows of `sides` values) = matrix (rows x columns) times vector. `scratch`: `rows` floats. */
export function productColumn(
  matrix: usize, rows: i32, columns: i32, vector: usize, scratch: usize, x: usize, sides: i32, side: i32,
): void {
  scanRows(matrix, rows, columns, vector, scratch);
  let to = x + (<usize>side << 3);
  for (let row: usize = 0; row < <usize>rows; row++) {
    store<f64>(to, <f64>load<f32>(scratch + (row << 2)));
    to += <usize>sides << 3;
  }
}

/**
 * The upper triangle of out (columns x columns, 64-bit floats) = the products of the columns of `matrix` (rows x columns, a
 * multiple of four), summed in 64 bits. Four rows a turn, as reading and writing the sums takes the time.
 */
export function columnProducts(matrix: usize, rows: i32, columns: i32, out: usize): void {
  const bytes: usize = <usize>columns << 2;
  memory.fill(out, 0, (<usize>columns * <usize>columns) << 3);
  let row: usize = 0;
  for (; row + 4 <= <usize>rows; row += 4) {
    const r0 = matrix + row * bytes;
    const r1 = r0 + bytes;
    const r2 = r1 + bytes;
    const r3 = r2 + bytes;
    let to = out;
    for (let left: usize = 0; left < bytes; left += 4) {
      const v0 = f64x2.splat(<f64>load<f32>(r0 + left));
      const v1 = f64x2.splat(<f64>load<f32>(r1 + left));
      const v2 = f64x2.splat(<f64>load<f32>(r2 + left));
      const v3 = f64x2.splat(<f64>load<f32>(r3 + left));
      // From the last pair on; the one below the diagonal that this may touch is never read.
      for (let at = left & ~7; at < bytes; at += 8) {
        const sum = to + (at << 1);
        const first = f64x2.add(f64x2.mul(v0, pairAt(r0 + at)), f64x2.mul(v1, pairAt(r1 + at)));
        const second = f64x2.add(f64x2.mul(v2, pairAt(r2 + at)), f64x2.mul(v3, pairAt(r3 + at)));
        v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(first, second)));
      }
      to += bytes << 1;
    }
  }
  for (; row < <usize>rows; row++) {
    const from = matrix + row * bytes;
    let to = out;
    for (let left: usize = 0; left < bytes; left += 4) {
      const value = f64x2.splat(<f64>load<f32>(from + left));
      for (let at = left & ~7; at < bytes; at += 8) {
        const sum = to + (at << 1);
        v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(value, pairAt(from + at))));
      }
      to += bytes << 1;
    }
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function pairAt(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}
