// The conjugate-gradient half-sweep of implicit ALS; reference/solveFactors.ts of the tests says plainly what it computes. Vectors have a
// length that is a multiple of four. Pointers are byte offsets; `weights` and `targets` of 0 mean all ones.

import { sumLanes } from './vectors';

/** Bytes of scratch for vectors of this length: residual, direction and product. */
export function solveScratchBytes(dimensions: i32): usize {
  return (<usize>dimensions << 2) * 3;
}

export function solveFactors(
  rows: i32, dimensions: i32, offsets: usize, indices: usize, weights: usize, targets: usize,
  fixed: usize, shared: usize, regularisation: usize, steps: i32, solved: usize, scratch: usize,
): void {
  const bytes: usize = (<usize>dimensions << 2);
  const residual = scratch;
  const direction = residual + bytes;
  const product = direction + bytes;
  const base = load<u32>(offsets);
  for (let row = 0; row < rows; row++) {
    const start = load<u32>(offsets + (<usize>row << 2)) - base;
    const end = load<u32>(offsets + (<usize>row << 2), 4) - base;
    const x = solved + <usize>row * bytes;
    if (start == end) {
      memory.fill(x, 0, bytes);
      continue;
    }
    const diagonal = load<f32>(regularisation + (<usize>row << 2));
    multiply(x, product, dimensions, shared, diagonal, fixed, indices, weights, start, end);
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(residual + at, f32x4.neg(v128.load(product + at)));
    }
    for (let entry = start; entry < end; entry++) {
      const target = targets == 0 ? <f32>1 : load<f32>(targets + (<usize>entry << 2));
      addScaled(target, fixed + <usize>load<u32>(indices + (<usize>entry << 2)) * bytes, residual, bytes);
    }
    memory.copy(direction, residual, bytes);
    let norm = inner(residual, residual, bytes);
    for (let step = 0; step < steps && norm > 1e-20; step++) {
      multiply(direction, product, dimensions, shared, diagonal, fixed, indices, weights, start, end);
      const length = norm / inner(direction, product, bytes);
      addScaled(length, direction, x, bytes);
      addScaled(-length, product, residual, bytes);
      const nextNorm = inner(residual, residual, bytes);
      const momentum = f32x4.splat(nextNorm / norm);
      for (let at: usize = 0; at < bytes; at += 16) {
        v128.store(direction + at, f32x4.add(v128.load(residual + at), f32x4.mul(momentum, v128.load(direction + at))));
      }
      norm = nextNorm;
    }
  }
}

// product = (shared + diagonal I + sum_j w_j y_j y_j') vector
function multiply(
  vector: usize, product: usize, dimensions: i32, shared: usize, diagonal: f32,
  fixed: usize, indices: usize, weights: usize, start: u32, end: u32,
): void {
  const bytes: usize = (<usize>dimensions << 2);
  const scale = f32x4.splat(diagonal);
  let column: usize = 0;
  for (; column + 64 <= bytes; column += 64) {
    let s0 = f32x4.mul(scale, v128.load(vector + column));
    let s1 = f32x4.mul(scale, v128.load(vector + column, 16));
    let s2 = f32x4.mul(scale, v128.load(vector + column, 32));
    let s3 = f32x4.mul(scale, v128.load(vector + column, 48));
    let from = shared + column;
    for (let at: usize = 0; at < bytes; at += 4) {
      const factor = v128.load32_splat(vector + at);
      s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(from)));
      s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(from, 16)));
      s2 = f32x4.add(s2, f32x4.mul(factor, v128.load(from, 32)));
      s3 = f32x4.add(s3, f32x4.mul(factor, v128.load(from, 48)));
      from += bytes;
    }
    v128.store(product + column, s0);
    v128.store(product + column, s1, 16);
    v128.store(product + column, s2, 32);
    v128.store(product + column, s3, 48);
  }
  for (; column < bytes; column += 16) {
    let sum = f32x4.mul(scale, v128.load(vector + column));
    let from = shared + column;
    for (let at: usize = 0; at < bytes; at += 4) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(vector + at), v128.load(from)));
      from += bytes;
    }
    v128.store(product + column, sum);
  }
  for (let entry = start; entry < end; entry++) {
    const y = fixed + <usize>load<u32>(indices + (<usize>entry << 2)) * bytes;
    const weight = weights == 0 ? <f32>1 : load<f32>(weights + (<usize>entry << 2));
    addScaled(weight * inner(y, vector, bytes), y, product, bytes);
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function addScaled(factor: f32, source: usize, target: usize, bytes: usize): void {
  const scale = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(target + at, f32x4.add(v128.load(target + at), f32x4.mul(scale, v128.load(source + at))));
  }
}

// @ts-ignore: decorator of AssemblyScript
@inline
function inner(a: usize, b: usize, bytes: usize): f32 {
  let sum = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) sum = f32x4.add(sum, f32x4.mul(v128.load(a + at), v128.load(b + at)));
  return sumLanes(sum);
}
