import { newestEvents } from '../data/History.ts';
import type { History } from '../data/History.ts';
import type { EvaluationCase } from '../splits/EvaluationSplit.ts';
import type { CasePool, CaseScorer } from './CasePool.ts';

/** What weights are learned on. */
export interface ValidationPools {
  /** Cases with their whole history. */
  readonly whole: CasePool[];
  /** Cases whose history was cut to its newest few events. */
  readonly short: CasePool[];
  /** Cases that know the hour, weekday and device of the event that is asked for. */
  readonly moments: CasePool[];
}

const shortLengths = [1, 3] as const;

/** Scores the cases by all components. `shortCases` of them are asked again with a short history. */
export function validationPools(
  cases: readonly EvaluationCase[],
  scorer: CaseScorer,
  { shortCases, withMoments }: { shortCases: number; withMoments: boolean },
): ValidationPools {
  const pool = (one: EvaluationCase, history: History): CasePool => scorer.pool(one, history);
  const whole: CasePool[] = [];
  const moments: CasePool[] = [];
  cases.forEach((one, index) => {
    whole.push(pool(one, one.history));
    if (!withMoments || one.momentContext === undefined || index % 2 !== 0) return;
    // Right after the same case without its moment, whose scores are then still there.
    moments.push(pool({ ...one, context: one.momentContext }, one.history));
  });
  const short = sample(cases, shortCases).flatMap((one) =>
    shortLengths
      .filter((length) => one.history.items.length > length)
      .map((length) => pool(one, newestEvents(one.history, length))),
  );
  return { whole, short, moments };
}

/** The pools of several folds as one. */
export function joinPools(folds: readonly ValidationPools[]): ValidationPools {
  return {
    whole: folds.flatMap(({ whole }) => whole),
    short: folds.flatMap(({ short }) => short),
    moments: folds.flatMap(({ moments }) => moments),
  };
}

/** Makes the pools as if only the components at `kept` had been there: one by one, as all of them fill much of the memory. */
export function keepComponents(pools: ValidationPools, kept: readonly number[]): void {
  const narrow = (pool: CasePool): CasePool => {
    const features = new Float32Array(kept.length * pool.size);
    kept.forEach((component, place) => {
      features.set(pool.features.subarray(component * pool.size, (component + 1) * pool.size), place * pool.size);
    });
    return { ...pool, features };
  };
  for (const some of [pools.whole, pools.short, pools.moments]) {
    some.forEach((pool, index) => (some[index] = narrow(pool)));
  }
}

/** About `count` cases, evenly spread. */
export function sample<T>(cases: readonly T[], count: number): T[] {
  const stride = Math.max(1, cases.length / count);
  return Array.from({ length: Math.min(count, cases.length) }, (_, index) => cases[Math.floor(index * stride)]);
}
