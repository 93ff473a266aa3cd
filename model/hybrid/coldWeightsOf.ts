import type { Dataset } from '../data/Dataset.ts';
import { splitColdItems } from '../evaluation/splits.ts';
import { poolOf } from './CasePool.ts';
import type { HybridComponent } from './HybridModel.ts';
import { fitPlan } from './fitPlan.ts';
import { learnWeights } from './learnWeights.ts';
import type { FitPlan } from './planFits.ts';
import type { WeightTable } from './weightTable.ts';

const coldPart = 0.1;
const maxUsers = 1000;

/**
 * An item that nobody touched competes with this part of the weight that touched items have: its score rests on less.
 */
const confidence = 0.5;

/** Algorithms that can tell apart items that nobody touched. */
export const contentAlgorithms = new Set(['content', 'attributeFactors']);

/**
 * Weights for items that nobody has touched, learned by holding out a tenth of the items with all their events and
 * ranking only those. Everything but the content components stays 0.
 */
export function coldWeightsOf(
  dataset: Dataset,
  plans: readonly FitPlan[],
  components: readonly HybridComponent[],
  table: WeightTable,
  seed: number,
): number[] {
  const able = components.map((component) => contentAlgorithms.has(plans[component.model].algorithm));
  if (!able.includes(true)) return components.map(() => 0);
  const split = splitColdItems(dataset, coldPart, seed, maxUsers);
  const plansNeeded = plans.map((plan) => contentAlgorithms.has(plan.algorithm));
  const few = components.filter((_, index) => able[index]);
  const parts = plans.map((plan, index) =>
    fitPlan(plansNeeded[index] ? plan : { ...plan, algorithm: 'popularity', parameters: {} }, split.train, seed),
  );
  const pools = split.cases.map((one) => poolOf(one, one.history, parts, few, split.candidates));
  const learned =
    pools.length === 0 ? few.map(() => 1) : learnWeights(pools, few.length, { mayBeNegative: few.map(() => false) });
  const total = learned.reduce((sum, weight) => sum + weight, 0);
  const middle = table.weights[(table.weights.length + 1) >> 1];
  const strength = middle.reduce((sum, weight) => sum + Math.max(0, weight), 0);
  let next = 0;
  return able.map((isAble) => (isAble ? (confidence * strength * learned[next++]) / total : 0));
}
