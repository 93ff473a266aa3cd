/** Where a test with random input begins: EMULATOR_TEST_SEED, or another one at each run; it is printed. */
export function chooseSeed(): number {
  const seed = Number(process.env.EMULATOR_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`seed ${seed} (EMULATOR_TEST_SEED=${seed} repeats it)`);
  return seed;
}

/** How often such a test tries: EMULATOR_TEST_RUNS, or few. */
export const chooseRuns = (few: number): number => Number(process.env.EMULATOR_TEST_RUNS ?? few);

export interface SeededRandom {
  /** 0 to below `below`. */
  integer(below: number): number;
  pick<T>(values: readonly T[]): T;
  bytes(length: number): Buffer;
}

/** Marsaglia's xorshift with 32 bits. https://doi.org/10.18637/jss.v008.i14 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed | 0 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  const integer = (below: number): number => next() % below;
  return {
    integer,
    pick: (values) => values[integer(values.length)]!,
    bytes: (length) => Buffer.from(Array.from({ length }, () => integer(256))),
  };
}
