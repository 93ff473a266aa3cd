/**
 * The sfc32 generator (Chris Doty-Humphrey, PractRand), seeded with 128 bits per call.
 * The sandbox must not hold host functions, so the host hands over a seed instead of a source of randomness.
 */
export function createRandom(seed: readonly number[]): () => number {
  let [a, b, c] = seed;
  let counter = seed[3] | 0;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
