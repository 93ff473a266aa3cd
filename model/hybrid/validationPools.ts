import type { History } from '../algorithms/Recommender.ts';
import type { EvaluationCase } from '../evaluation/EvaluationCase.ts';
import { poolOf } from './CasePool.ts';
import type { CasePool } from './CasePool.ts';
import type { HybridComponent, HybridModelPart } from './HybridModel.ts';

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
  parts: readonly HybridModelPart[],
  components: readonly HybridComponent[],
  { shortCases, withMoments }: { shortCases: number; withMoments: boolean },
): ValidationPools {
  const pool = (one: EvaluationCase, history: History): CasePool => poolOf(one, history, parts, components);
  const whole = cases.map((one) => pool(one, one.history));
  const short = sample(cases, shortCases).flatMap((one) =>
    shortLengths
      .filter((length) => one.history.items.length > length)
      .map((length) => pool(one, lastEvents(one.history, length))),
  );
  const moments = withMoments
    ? cases
        .filter((one, index) => one.momentContext !== undefined && index % 2 === 0)
        .map((one) => poolOf({ ...one, context: one.momentContext ?? {} }, one.history, parts, components))
    : [];
  return { whole, short, moments };
}

/** The pools as if only the components at `kept` had been there. */
export function keepComponents(pools: ValidationPools, kept: readonly number[]): ValidationPools {
  const narrow = (pool: CasePool): CasePool => {
    const features = new Float32Array(kept.length * pool.size);
    kept.forEach((component, place) => {
      features.set(pool.features.subarray(component * pool.size, (component + 1) * pool.size), place * pool.size);
    });
    return { ...pool, features };
  };
  return { whole: pools.whole.map(narrow), short: pools.short.map(narrow), moments: pools.moments.map(narrow) };
}

/** The newest `count` events. */
function lastEvents(history: History, count: number): History {
  const start = Math.max(0, history.items.length - count);
  return {
    items: history.items.subarray(start),
    weights: history.weights.subarray(start),
    ages: history.ages.subarray(start),
  };
}

/** About `count` cases, evenly spread. */
export function sample<T>(cases: readonly T[], count: number): T[] {
  const stride = Math.max(1, cases.length / count);
  return Array.from({ length: Math.min(count, cases.length) }, (_, index) => cases[Math.floor(index * stride)]);
}
