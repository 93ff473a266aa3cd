import type { WeightTable } from '../hybrid/HybridModel.ts';
import type { NextAndWindowKind } from '../splits/splits.ts';
import type { CasePool } from './CasePool.ts';
import type { EmptyHistoryWeights } from './emptyHistoryWeights.ts';
import { momentWeight } from './learnWeights.ts';
import { basisOf } from './planFits.ts';
import type { TrainingPlan } from './planTraining.ts';
import { blendParts } from './steadyWeights.ts';
import type { ValidatedFits } from './validateFits.ts';
import { middleWeights, weightTable } from './weightTable.ts';

/** All weights of a blend, one per component of the validated fits. */
export interface BlendWeights {
  readonly table: WeightTable;
  /** For who comes back after a pause, where enough of those were asked about. */
  readonly afterPause?: WeightTable;
  /** For items that nobody has touched. */
  readonly cold: readonly number[];
}

/** What is learned on splits of its own, by component: for new users, and for items that nobody has touched. */
export interface WeightsApart {
  readonly emptyHistory: EmptyHistoryWeights;
  readonly cold: ReadonlyMap<string, number>;
}

/**
 * Learns the weights: by history length, by whether a visit goes on and of the moment of the request; what was learned
 * apart finds its place among them.
 */
export function learnBlend(
  { size, validation, useOrder }: TrainingPlan,
  { plans, components, pools, folds, firstCases }: ValidatedFits,
  { emptyHistory, cold }: WeightsApart,
): BlendWeights {
  const parts = blendParts(plans, components, useOrder);
  // Of several windows of time the newest counts twice: what is asked comes right after it.
  const newest = validation === 'temporal' && folds > 1 ? pools.whole.slice(0, firstCases) : [];
  const heard = [...newest, ...pools.whole];
  const hasPauses = heard.filter(isAfterPause).length >= leastAfterPause;
  const tableOf = (isAsked: (pool: CasePool) => boolean): WeightTable =>
    weightTable(
      heard.filter(isAsked),
      pools.short.filter(isAsked),
      components.map(({ name }) => emptyHistory.weights.get(name) ?? 0),
      parts,
      mostComponents(size.items, hasPauses ? 2 : 1),
    );
  const byLength = tableOf((pool) => !(hasPauses && isAfterPause(pool)));
  const ofMoment = components.findIndex(({ model }) => basisOf(plans[model]) === 'moment');
  const table =
    ofMoment < 0
      ? byLength
      : withWeight(byLength, ofMoment, momentWeight(pools.moments, middleWeights(byLength), ofMoment));
  return {
    table,
    afterPause: hasPauses ? tableOf(isAfterPause) : undefined,
    cold: atStrengthOf(
      table,
      components.map(({ name }) => cold.get(name) ?? 0),
    ),
  };
}

/** An item that nobody touched competes with this part of the weight that touched items have: its score rests on less. */
const confidence = 0.5;

/** Weights for untouched items, of any size, as strong as they may be beside those of the table. */
function atStrengthOf(table: WeightTable, cold: readonly number[]): number[] {
  const strength = middleWeights(table).reduce((sum, weight) => sum + Math.max(0, weight), 0);
  const total = cold.reduce((sum, weight) => sum + weight, 0);
  return cold.map((weight) => (total === 0 ? 0 : (confidence * strength * weight) / total));
}

/** Fewer who came back after a pause share their weights with everybody. */
const leastAfterPause = 100;

/** Whether a case asks what somebody wants who comes back, not what comes next in a visit. */
export function isAfterPause({ kind }: CasePool): boolean {
  return kind === ('window' satisfies NextAndWindowKind);
}

/**
 * How many components a table may have. They cost time in proportion to the catalogue, at every request and in training, so
 * large catalogues keep fewer; of two tables each has a part of them, as many of those are the same.
 */
function mostComponents(items: number, tables: 1 | 2): number {
  if (items <= 5000) return 10;
  const most = items <= 20_000 ? 7 : 6;
  return tables === 1 ? most : Math.ceil((2 / 3) * most);
}

/** The table with another weight for one component at every length. */
function withWeight(table: WeightTable, component: number, weight: number): WeightTable {
  return { ...table, weights: table.weights.map((row) => row.with(component, weight)) };
}
