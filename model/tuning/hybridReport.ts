import { BlendObjective } from './BlendObjective.ts';
import type { CasePool } from './CasePool.ts';
import type { EmptyHistoryWeights } from './emptyHistoryWeights.ts';
import { isAfterPause } from './learnBlend.ts';
import type { BlendWeights } from './learnBlend.ts';
import { singleValues } from './learnWeights.ts';
import type { TrainingPlan } from './planTraining.ts';
import { triedComponents } from './validateFits.ts';
import type { TriedComponent, ValidatedFits } from './validateFits.ts';
import type { ValidationKind } from './validationFolds.ts';
import { middleWeights } from './weightTable.ts';

/** What training found on validation: part of the artifact's manifest. */
export interface HybridReport {
  readonly validation: {
    readonly kind: ValidationKind;
    readonly folds: number;
    readonly cases: number;
    /** Cases that the weights for an empty history were learned on. */
    readonly newUsers: number;
  };
  /** The objective (mean nDCG at 10 and 20 on validation) of the blend and of each component alone. */
  readonly blend: number;
  readonly components: readonly ReportedComponent[];
  /** Whether the time budget ran out before the plan was done, so that another run may give another model. */
  readonly wasCutByClock: boolean;
}

/** `value` is the objective of the component alone. Weights are those for histories of middling length. */
interface ReportedComponent {
  readonly name: string;
  readonly value: number;
  readonly weight: number;
  /** Where those who come back after a pause have weights of their own. */
  readonly weightAfterPause?: number;
}

/**
 * The report but for whether the clock cut, which the last fits decide, and the components that it is about: those of the
 * blend, then those that were dropped on the way.
 */
export function hybridReport(
  plan: TrainingPlan,
  validated: ValidatedFits,
  { table, afterPause }: BlendWeights,
  emptyHistory: EmptyHistoryWeights,
): { findings: Omit<HybridReport, 'wasCutByClock'>; tried: readonly TriedComponent[] } {
  const { plans, components, pools, dropped, folds } = validated;
  const { validation } = plan;
  const objective = new BlendObjective(pools.whole, components.length);
  // New users are asked about where the future of everybody is.
  const asked = emptyHistory.cases + pools.whole.length;
  const newPart = validation === 'temporal' ? emptyHistory.cases / Math.max(1, asked) : 0;
  const overall = (returning: number, ofNew: number): number => (1 - newPart) * returning + newPart * ofNew;
  const values = singleValues(objective).map((value, index) =>
    overall(value, emptyHistory.values.get(components[index].name) ?? 0),
  );
  const tried = [
    ...triedComponents(plans, components, values),
    ...dropped.map((one) => ({ ...one, value: overall(one.value, 0) })),
  ];
  const middle = middleWeights(table);
  const middleAfterPause = afterPause && middleWeights(afterPause);
  /** What cases with these weights add to the mean over all. */
  const partOf = (cases: readonly CasePool[], weights: readonly number[]): number => {
    const ofBlend = new BlendObjective(cases, components.length);
    ofBlend.reset(weights);
    return ofBlend.value() * (cases.length / Math.max(1, pools.whole.length));
  };
  const hasOwnWeights = (one: CasePool): boolean => afterPause !== undefined && isAfterPause(one);
  const inVisit = pools.whole.filter((one) => !hasOwnWeights(one));
  const blend = partOf(inVisit, middle) + partOf(pools.whole.filter(hasOwnWeights), middleAfterPause ?? middle);
  return {
    tried,
    findings: {
      validation: { kind: validation, folds, cases: pools.whole.length, newUsers: emptyHistory.cases },
      blend: overall(blend, emptyHistory.blend),
      components: tried.map(({ name, value }, index) => ({
        ...{ name, value, weight: middle[index] ?? 0 },
        ...(middleAfterPause && { weightAfterPause: middleAfterPause[index] ?? 0 }),
      })),
    },
  };
}
