import type { Progress } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { NamedModel } from '../hybrid/HybridModel.ts';
import type { EvaluationCase, EvaluationSplit } from '../splits/EvaluationSplit.ts';
import type { HybridReport } from '../tuning/hybridReport.ts';
import { fitPlan } from '../tuning/planFits.ts';
import type { Fit, FitPlan } from '../tuning/planFits.ts';
import { trainHybrid } from '../tuning/trainHybrid.ts';
import type { TrainHybridOptions } from '../tuning/trainHybrid.ts';
import type { TriedComponent } from '../tuning/validateFits.ts';
import { randomRanker, servedRanker, singleHybrid } from './CatalogueRanker.ts';
import type { CatalogueRanker } from './CatalogueRanker.ts';
import { evaluateModel } from './evaluateModel.ts';
import type { CaseMetrics } from './evaluateModel.ts';

export interface MeasuredModel {
  readonly name: string;
  readonly metrics: CaseMetrics;
  readonly trainSeconds: number;
  readonly peakRssMiB: number;
  /** False for an algorithm that the plan had no room to try: it is measured with its defaults. */
  readonly wasTuned: boolean;
}

export interface RunOptions extends TrainHybridOptions {
  readonly cutoffs: readonly number[];
  /** Single algorithms to measure; each with the setting that did best on validation. */
  readonly singles: readonly string[];
  /** Leaves singles out that the plan had no room to try, instead of measuring them with their defaults. */
  readonly onlyTuned?: boolean;
  /** Adds a row of random scores, the floor that popularity plays no part in. */
  readonly withRandom?: boolean;
  /** Receives every list of every model. */
  readonly onList?: (model: string, one: EvaluationCase, ranked: ArrayLike<number>) => void;
}

/** How many times progress is told while the lists of one model are measured. */
const tellings = 10;

/** Trains and measures the hybrid and the single algorithms on one split, all of them by the scorers that serve. */
export function runEvaluation(
  { train, cases, candidates }: EvaluationSplit,
  options: RunOptions,
  progress: Progress = () => {},
): { models: MeasuredModel[]; report: HybridReport } {
  const measured: MeasuredModel[] = [];
  const measure = (name: string, ranker: CatalogueRanker, trainSeconds: number, wasTuned = true): void => {
    const peakRssMiB = process.resourceUsage().maxRSS / 1024;
    const stride = Math.ceil(cases.length / tellings);
    const metrics = evaluateModel(ranker, cases, options.cutoffs, (one, index, ranked) => {
      options.onList?.(name, one, ranked);
      if (index % stride === 0) progress(1, `measuring ${name}: ${index} of ${cases.length} users`);
    });
    measured.push({ name, metrics, trainSeconds, peakRssMiB, wasTuned });
  };
  const timed = <Result>(work: () => Result): { result: Result; seconds: number } => {
    const start = performance.now();
    const result = work();
    return { result, seconds: (performance.now() - start) / 1000 };
  };
  const fit = rememberingFit(train);
  const { result: hybrid, seconds } = timed(() => trainHybrid(train, { fit, ...options }, progress));
  measure('hybrid', servedRanker(hybrid.model, candidates), seconds);
  for (const name of options.singles) {
    const best = bestPlan(name, hybrid.tried);
    if (best === undefined && options.onlyTuned === true) continue;
    progress(1, `fitting ${name} alone`);
    const single = timed(() => {
      const { plan, historyHalfLife } = best ?? { plan: defaultPlan(name), historyHalfLife: 0 };
      return singleHybrid(train.itemIds, fit(plan, train, options.seed), historyHalfLife);
    });
    measure(name, servedRanker(single.result, candidates), single.seconds, best !== undefined);
  }
  if (options.withRandom === true) measure('random', randomRanker(train.itemIds.length, options.seed, candidates), 0);
  return { models: measured, report: hybrid.report };
}

/** Fits, and keeps what it made of `train`, so that a part of the blend is not fitted again to be measured alone. */
function rememberingFit(train: Dataset): Fit {
  const known = new Map<string, NamedModel>();
  return (plan, dataset, seed, start) => {
    if (dataset !== train) return fitPlan(plan, dataset, seed);
    const key = JSON.stringify([plan.algorithm, plan.parameters, seed]);
    const model = known.get(key) ?? fitPlan(plan, dataset, seed, start);
    known.set(key, model);
    return model;
  };
}

/** The setting and the history half-life of the algorithm that did best on validation. */
function bestPlan(name: string, tried: readonly TriedComponent[]): TriedComponent | undefined {
  return tried.filter(({ plan }) => plan.algorithm === name).sort((a, b) => b.value - a.value)[0];
}

/** For algorithms that the budget had no room for: their default parameters. */
function defaultPlan(algorithm: string): FitPlan {
  return { name: algorithm, algorithm, parameters: {}, halfLives: [0], seconds: 0, priority: 0 };
}
