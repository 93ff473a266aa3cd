import type { Dataset } from '../data/Dataset.ts';
import { splitColdItems } from '../splits/splits.ts';
import { CaseScorer } from './CasePool.ts';
import { learnWeights } from './learnWeights.ts';
import { partOn } from './planFits.ts';
import type { Fit, FitPlan } from './planFits.ts';
import { makeResident } from './ResidentModel.ts';

const coldPart = 0.1;
const maxUsers = 1000;

/**
 * Weights for items that nobody has touched, by component, learned by holding out a tenth of the items with all their
 * events and ranking only those. Only components that rest on attributes have any; what they add up to says nothing.
 */
export function coldWeights(
  dataset: Dataset,
  plans: readonly FitPlan[],
  { seed, fit }: { seed: number; fit: Fit },
): ReadonlyMap<string, number> {
  const part = partOn('attributes', plans);
  const count = part.components.length;
  if (count === 0) return new Map();
  const { train, cases, candidates } = splitColdItems(dataset, coldPart, seed, maxUsers);
  const items = train.itemIds.length;
  const models = part.plans.map((plan) => makeResident(fit(plan, train, seed), items));
  const scorer = new CaseScorer(models, part.components, items);
  const pools = cases.map((one) => scorer.pool(one, one.history, candidates));
  const mayBeNegative = part.components.map(() => false);
  const learned = pools.length === 0 ? mayBeNegative.map(() => 1) : learnWeights(pools, count, { mayBeNegative });
  return new Map(part.components.map(({ name }, index) => [name, learned[index]]));
}
