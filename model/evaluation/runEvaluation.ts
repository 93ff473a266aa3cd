import type { Progress } from '../algorithms/Recommender.ts';
import { assembleHybrid } from '../hybrid/trainHybrid.ts';
import type { HybridReport, TrainHybridOptions } from '../hybrid/trainHybrid.ts';
import { fitPlan } from '../hybrid/fitPlan.ts';
import { decayHistory } from '../hybrid/decayHistory.ts';
import { tuneHybrid } from '../hybrid/tuneHybrid.ts';
import type { Tuning } from '../hybrid/tuneHybrid.ts';
import { evaluateModel } from './evaluateModel.ts';
import type { CaseMetrics, Scorer } from './evaluateModel.ts';
import type { EvaluationSplit } from './EvaluationCase.ts';
import { RandomScorer } from './RandomScorer.ts';

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

/** Trains and measures the hybrid and the single algorithms on one split. */
export function runEvaluation(
  split: EvaluationSplit,
  options: RunOptions,
  progress: Progress = () => {},
): { models: MeasuredModel[]; report: HybridReport } {
  const start = performance.now();
  const tuning = tuneHybrid(split.train, options, progress);
  const hybrid = assembleHybrid(split.train, options, tuning, progress);
  const hybridSeconds = (performance.now() - start) / 1000;
  const measured: MeasuredModel[] = [];
  const measure = (name: string, model: Scorer, trainSeconds: number): void => {
    const peakRssMiB = process.resourceUsage().maxRSS / 1024;
    measured.push({ name, metrics: evaluateModel(model, split, options.cutoffs), trainSeconds, peakRssMiB });
  };
  measure('hybrid', hybrid, hybridSeconds);
  for (const name of options.singles) {
    progress(1, `measuring ${name}`);
    const fitStart = performance.now();
    const model = bestSingle(name, split, tuning, options.seed);
    measure(name, model, (performance.now() - fitStart) / 1000);
  }
  if (options.withRandom === true) measure('random', new RandomScorer(split.train.itemIds.length, options.seed), 0);
  return { models: measured, report: tuning.report };
}

/** The algorithm with the setting and the history half-life that did best on validation, fitted on all of training. */
function bestSingle(name: string, split: EvaluationSplit, tuning: Tuning, seed: number): Scorer {
  const [best] = tuning.tried.filter((one) => one.plan.algorithm === name).sort((a, b) => b.value - a.value);
  const { plan, historyHalfLife } = best ?? { plan: defaultPlan(name), historyHalfLife: 0 };
  const { model } = fitPlan(plan, split.train, seed);
  return { score: (history, context) => model.score(decayHistory(history, historyHalfLife), context) };
}

/** For algorithms that the budget had no room for: their default parameters. */
function defaultPlan(algorithm: string) {
  return { name: algorithm, algorithm, parameters: {}, halfLives: [0], seconds: 0 };
}
