import type { Progress } from '../algorithms/Recommender.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { HybridModel } from '../hybrid/HybridModel.ts';
import type { EvaluationSplit } from '../splits/EvaluationSplit.ts';
import type { HybridReport } from '../tuning/hybridReport.ts';
import { fitPlan } from '../tuning/planFits.ts';
import type { FitPlan } from '../tuning/planFits.ts';
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
}

export interface RunOptions extends TrainHybridOptions {
  readonly cutoffs: readonly number[];
  /** Single algorithms to measure; each with the setting that did best on validation. */
  readonly singles: readonly string[];
  /** Adds a row of random scores, the floor that popularity plays no part in. */
  readonly withRandom?: boolean;
}

/** Trains and measures the hybrid and the single algorithms on one split, all of them by the scorers that serve. */
export function runEvaluation(
  { train, cases, candidates }: EvaluationSplit,
  options: RunOptions,
  progress: Progress = () => {},
): { models: MeasuredModel[]; report: HybridReport } {
  const measured: MeasuredModel[] = [];
  const measure = (name: string, ranker: CatalogueRanker, trainSeconds: number): void => {
    const peakRssMiB = process.resourceUsage().maxRSS / 1024;
    measured.push({ name, metrics: evaluateModel(ranker, cases, options.cutoffs), trainSeconds, peakRssMiB });
  };
  const timed = <Result>(work: () => Result): { result: Result; seconds: number } => {
    const start = performance.now();
    const result = work();
    return { result, seconds: (performance.now() - start) / 1000 };
  };
  const { result: hybrid, seconds } = timed(() => trainHybrid(train, options, progress));
  measure('hybrid', servedRanker(hybrid.model, candidates), seconds);
  for (const name of options.singles) {
    progress(1, `measuring ${name}`);
    const single = timed(() => bestSingle(name, train, hybrid.tried, options.seed));
    measure(name, servedRanker(single.result, candidates), single.seconds);
  }
  if (options.withRandom === true) measure('random', randomRanker(train.itemIds.length, options.seed, candidates), 0);
  return { models: measured, report: hybrid.report };
}

/** The algorithm with the setting and the history half-life that did best on validation, fitted on all of training. */
function bestSingle(name: string, train: Dataset, tried: readonly TriedComponent[], seed: number): HybridModel {
  const [best] = tried.filter(({ plan }) => plan.algorithm === name).sort((a, b) => b.value - a.value);
  const { plan, historyHalfLife } = best ?? { plan: defaultPlan(name), historyHalfLife: 0 };
  return singleHybrid(train.itemIds, fitPlan(plan, train, seed), historyHalfLife);
}

/** For algorithms that the budget had no room for: their default parameters. */
function defaultPlan(algorithm: string): FitPlan {
  return { name: algorithm, algorithm, parameters: {}, halfLives: [0], seconds: 0, priority: 0 };
}
