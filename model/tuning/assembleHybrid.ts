import type { Progress } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import { HybridModel } from '../hybrid/HybridModel.ts';
import type { HybridComponent, NamedModel, WeightTable } from '../hybrid/HybridModel.ts';
import type { BlendWeights } from './learnBlend.ts';
import { secondsOf } from './planFits.ts';
import type { Fit } from './planFits.ts';
import type { Prefitted } from './Prefitted.ts';
import type { TimeBudget } from './TimeBudget.ts';
import type { ValidatedFits } from './validateFits.ts';

/** Below this part of held-out interactions, fitting again on everything is not worth its time. */
const negligiblePart = 0.02;

/** From here on, what was learned on a part of the interactions is a start for learning on all of them. */
const nearlyAll = 0.8;

/** Of what validation showed: what may be served, or fitted again. */
export type LastFits = Pick<ValidatedFits, 'plans' | 'components' | 'folds' | 'lastSplit' | 'lastModels'>;

/** Fits what has weight on the whole dataset and puts the hybrid together. */
export function assembleHybrid(
  dataset: Dataset,
  validated: LastFits,
  { table, afterPause, cold }: BlendWeights,
  {
    seed,
    fit,
    prefitted,
    budget,
    progress,
  }: { seed: number; fit: Fit; prefitted?: Prefitted; budget: TimeBudget; progress: Progress },
): HybridModel {
  const { plans, components, lastModels } = validated;
  const rows = [cold, ...table.weights, ...(afterPause?.weights ?? [])];
  const isUsed = components.map((_, index) => rows.some((weights) => weights[index] !== 0));
  const used = components.filter((_, index) => isUsed[index]);
  const usedPlans = [...new Set(used.map(({ model }) => model))];
  const part = validated.lastSplit.train.itemIndices.length / dataset.itemIndices.length;
  const serveLast = (validated.folds === 1 && 1 - part < negligiblePart) || !budget.hasTimeAtLastFor(secondsOf(plans));
  const models = usedPlans.map((plan, index): NamedModel => {
    progress(0.7 + (0.3 * index) / usedPlans.length, `fitting ${plans[plan].name} on all data`);
    const given = prefitted?.forServing(plans[plan]);
    if (given || serveLast) return given ?? lastModels[plan];
    return fit(plans[plan], dataset, seed, part < nearlyAll ? undefined : lastModels[plan]);
  });
  const keep = (weights: readonly number[]): number[] => weights.filter((_, index) => isUsed[index]);
  const kept = ({ historyLengths, weights }: WeightTable): WeightTable => ({
    historyLengths,
    weights: weights.map(keep),
  });
  const parameters = {
    components: used.map((component): HybridComponent => ({ ...component, model: usedPlans.indexOf(component.model) })),
    ...kept(table),
    ...(afterPause === undefined ? {} : { afterPause: kept(afterPause) }),
    coldWeights: keep(cold),
    ...dataset.rules,
  };
  progress(1, 'trained');
  return new HybridModel(dataset, models, parameters, prefitted?.touched ?? touchedItems(dataset));
}

/** 1 per item with a positive interaction. */
function touchedItems(dataset: Dataset): Uint8Array {
  const touched = new Uint8Array(dataset.itemIds.length);
  dataset.itemIndices.forEach((item, position) => {
    if (dataset.weights[position] > 0) touched[item] = 1;
  });
  return touched;
}
