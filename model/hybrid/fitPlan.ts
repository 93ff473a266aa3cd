import { createRandom } from '../algorithms/createRandom.ts';
import { algorithmNamed } from '../algorithms/index.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { HybridModelPart } from './HybridModel.ts';
import type { FitPlan } from './planFits.ts';

/** Fits one plan. The seed makes it repeatable. */
export function fitPlan(plan: FitPlan, dataset: Dataset, seed: number): HybridModelPart {
  const algorithm = algorithmNamed(plan.algorithm);
  const parameters = { ...algorithm.defaults, ...plan.parameters };
  return { algorithm: plan.algorithm, model: algorithm.fit(dataset, parameters, createRandom(seed), () => {}) };
}
