import type { Dataset } from '../data/Dataset.ts';
import type { HybridComponent, WeightTable } from '../hybrid/HybridModel.ts';
import { splitColdItems } from '../splits/splits.ts';
import { CaseScorer } from './CasePool.ts';
import { learnWeights } from './learnWeights.ts';
import { partOn } from './planFits.ts';
import type { Fit, FitPlan } from './planFits.ts';
import { makeResident } from './ResidentModel.ts';
import { middleWeights } from './weightTable.ts';

const coldPart = 0.1;
const maxUsers = 1000;

/**
 * An item that nobody touched competes with this part of the weight that touched items have: its score rests on less.
 */
const confidence = 0.5;

/**
 * Weights for items that nobody has touched, learned by holding out a tenth of the items with all their events and
 * ranking only those. Components that do not rest on attributes stay 0.
 */
export function coldWeights(
  dataset: Dataset,
  plans: readonly FitPlan[],
  components: readonly HybridComponent[],
  table: WeightTable,
  { seed, fit }: { seed: number; fit: Fit },
): number[] {
  const part = partOn('attributes', plans, components);
  const count = part.components.length;
  if (count === 0) return components.map(() => 0);
  const { train, cases, candidates } = splitColdItems(dataset, coldPart, seed, maxUsers);
  const items = train.itemIds.length;
  const models = part.plans.map((plan) => makeResident(fit(plan, train, seed), items));
  const scorer = new CaseScorer(models, part.components, items);
  const pools = cases.map((one) => scorer.pool(one, one.history, candidates));
  const mayBeNegative = part.components.map(() => false);
  const learned = pools.length === 0 ? mayBeNegative.map(() => 1) : learnWeights(pools, count, { mayBeNegative });
  const total = learned.reduce((sum, weight) => sum + weight, 0);
  const strength = middleWeights(table).reduce((sum, weight) => sum + Math.max(0, weight), 0);
  return part.spread(learned.map((weight) => (confidence * strength * weight) / total));
}
