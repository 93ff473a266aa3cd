/** Uniform numbers in [0, 1) from a seed (mulberry32), and arrays of them around zero. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function randomArray(length: number, random: () => number): Float32Array {
  return Float32Array.from({ length }, () => random() * 2 - 1);
}

/** A random symmetric positive definite matrix: X'X / n + I. */
export function randomPositiveDefinite(n: number, random: () => number): Float32Array {
  const x = randomArray(n * n, random);
  const result = new Float32Array(n * n);
  for (let row = 0; row < n; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = 0;
      for (let index = 0; index < n; index += 1) sum += x[index * n + row] * x[index * n + column];
      result[row * n + column] = sum / n;
      result[column * n + row] = sum / n;
    }
    result[row * n + row] += 1;
  }
  return result;
}
