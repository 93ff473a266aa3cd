import type { Dataset } from '../data/Dataset.ts';
import { splitTemporal } from '../splits/splits.ts';
import { BlendObjective } from './BlendObjective.ts';
import { CaseScorer } from './CasePool.ts';
import type { CasePool } from './CasePool.ts';
import { averagedWeights, gainsOf, singleValues } from './learnWeights.ts';
import { fitPlan, partOn } from './planFits.ts';
import type { Fit, FitPlan } from './planFits.ts';
import { makeResident } from './ResidentModel.ts';
import { sample } from './validationPools.ts';

/** What was learned on the first steps of users who were new. */
export interface EmptyHistoryWeights {
  /** By component of popularity; all others have none. */
  readonly weights: ReadonlyMap<string, number>;
  /** Validation value by component of popularity alone; empty where nothing was learned. */
  readonly values: ReadonlyMap<string, number>;
  /** Validation value of `weights`. */
  readonly blend: number;
  readonly cases: number;
}

const windows = 5;
const windowPart = 0.1;
const maxCasesPerWindow = 300;
const leastCases = 50;

/**
 * Weights for an empty history, where only popularity can speak: how much of it should be recent. The right cases are
 * users who were new in one of the last windows of time, with popularity as it stood before that window; users of long
 * standing whose history is hidden pick other things. Plain popularity where the future is not asked for, where there
 * are no times or few new users, and where nothing beats it on windows held back. No more is asked of the gain, since
 * it is one popularity or another: over thirteen cuts of two data sets, asking for two standard errors lost .006.
 */
export function emptyHistoryWeights(
  dataset: Dataset,
  plans: readonly FitPlan[],
  { seed, fit = fitPlan, isFuture }: { seed: number; fit?: Fit; isFuture: boolean },
): EmptyHistoryWeights {
  const part = partOn('popularity', plans);
  const count = part.components.length;
  const byName = (values: readonly number[]) =>
    new Map(part.components.map(({ name }, index) => [name, values[index]] as const));
  // The first is plain popularity.
  const plain = part.components.map((_, index) => (index === 0 ? 1 : 0));
  const fallback: EmptyHistoryWeights = {
    weights: byName(plain),
    values: new Map(),
    blend: 0,
    cases: 0,
  };
  if (!isFuture || !dataset.hasTimestamps) return fallback;
  const items = dataset.itemIds.length;
  const byWindow: CasePool[][] = [];
  for (let window = 0; window < windows; window += 1) {
    const split = splitTemporal(dataset, windowPart, seed, Infinity, window, 'new');
    const newcomers = split.cases;
    if (newcomers.length === 0) continue;
    const models = part.plans.map((plan) => makeResident(fit(plan, split.train, seed), items));
    const scorer = new CaseScorer(models, part.components, items);
    byWindow.push(sample(newcomers, maxCasesPerWindow).map((one) => scorer.pool(one, one.history)));
  }
  const pools = byWindow.flat();
  if (pools.length < leastCases) return fallback;
  const learn = (some: readonly CasePool[]): number[] =>
    averagedWeights(
      some,
      plain.map(() => false),
    );
  // The gain is judged on windows that the weights were not learned on: users of one window share its fashions.
  const gains = byWindow.flatMap((one) => gainsOf(one, plain, learn(byWindow.filter((other) => other !== one).flat())));
  const isBetter = gains.reduce((sum, gain) => sum + gain, 0) > 0;
  // What is asked comes right after the newest window, so that one counts twice.
  const weights = isBetter ? learn([...byWindow[0], ...pools]) : plain;
  const objective = new BlendObjective(pools, count);
  const values = singleValues(objective);
  objective.reset(weights);
  return {
    weights: byName(weights),
    values: byName(values),
    blend: objective.value(),
    cases: pools.length,
  };
}
