import { newestEvents } from '../data/History.ts';
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

/**
 * Scores the cases by all components. `shortCases` of them are asked again with a short history. Which components pools
 * keep may be said once `first` cases, evenly spread, are scored; rivals are those of all components all the same.
 */
export function validationPools(
  cases: readonly EvaluationCase[],
  scorer: CaseScorer,
  { shortCases, withMoments, first, keptAfterFirst }: ValidationPoolOptions,
): ValidationPools {
  const whole: CasePool[] = new Array<CasePool>(cases.length);
  const moments: CasePool[] = [];
  const poolsOf = (index: number): void => {
    const one = cases[index];
    whole[index] = scorer.pool(one, one.history);
    if (!withMoments || one.momentContext === undefined || index % 2 !== 0) return;
    // Right after the same case without its moment, whose scores are then still there.
    moments[index] = scorer.pool({ ...one, context: one.momentContext }, one.history);
  };
  const heard = sample([...cases.keys()], first);
  heard.forEach(poolsOf);
  if (heard.length > 0) {
    const kept = keptAfterFirst(heard.map((index) => whole[index]));
    for (const pools of [whole, moments]) pools.forEach((pool, index) => (pools[index] = withComponents(pool, kept)));
    scorer.keep(kept);
  }
  for (const index of cases.keys()) if (whole[index] === undefined) poolsOf(index);
  const short = sample(cases, shortCases).flatMap((one) =>
    shortLengths
      .filter((length) => one.history.items.length > length)
      .map((length) => scorer.pool(one, newestEvents(one.history, length))),
  );
  return { whole, short, moments: moments.filter(Boolean) };
}

export interface ValidationPoolOptions {
  readonly shortCases: number;
  readonly withMoments: boolean;
  /** 0: all components are kept. */
  readonly first: number;
  /** Components that are worth keeping, as the first cases show: all of them would fill much of the memory. */
  keptAfterFirst(heard: readonly CasePool[]): readonly number[];
}

/** The pools of several folds as one. */
export function joinPools(folds: readonly ValidationPools[]): ValidationPools {
  return {
    whole: folds.flatMap(({ whole }) => whole),
    short: folds.flatMap(({ short }) => short),
    moments: folds.flatMap(({ moments }) => moments),
  };
}

/** The pool with the scores of these components alone. */
function withComponents(pool: CasePool, kept: readonly number[]): CasePool {
  const features = new Float32Array(kept.length * pool.size);
  kept.forEach((component, place) => {
    features.set(pool.features.subarray(component * pool.size, (component + 1) * pool.size), place * pool.size);
  });
  return { ...pool, features };
}

/** About `count` cases, evenly spread. */
export function sample<T>(cases: readonly T[], count: number): T[] {
  const stride = Math.max(1, cases.length / count);
  return Array.from({ length: Math.min(count, cases.length) }, (_, index) => cases[Math.floor(index * stride)]);
}
