import { meanMetrics } from './evaluateModel.ts';
import type { EvaluationSplit } from '../splits/EvaluationSplit.ts';
import type { EvaluationOptions } from './evaluationOptions.ts';
import type { LoadedSplit } from './loadSplit.ts';
import type { MeasuredModel } from './runEvaluation.ts';

/** What the command prints with `--json`. */
export interface EvaluationResult {
  readonly dataset: Record<string, unknown>;
  readonly protocol: Record<string, unknown>;
  readonly models: Record<string, Record<string, number>>;
}

export function evaluationResult(
  options: EvaluationOptions,
  loaded: LoadedSplit,
  models: readonly MeasuredModel[],
): EvaluationResult {
  const { split, validation, brokenLines } = loaded;
  return {
    dataset: {
      users: split.train.userIds.length,
      items: split.train.itemIds.length,
      trainInteractions: split.train.itemIndices.length,
      describedItems: split.train.items.filter((item) => item !== undefined).length,
      hasTimestamps: split.train.hasTimestamps,
      brokenLines,
    },
    protocol: {
      name: options.protocol === 'given' ? 'train-test' : options.protocol,
      validation,
      testUsers: split.cases.length,
      rankedItems: rankedItems(split),
      ...(options.positiveValue === undefined ? {} : { positive: options.positiveValue }),
      seed: options.seed,
      budgetSeconds: options.budgetSeconds,
    },
    models: Object.fromEntries(
      models.map(({ name, metrics, trainSeconds, peakRssMiB }) => [
        name,
        { ...meanMetrics(metrics), trainSeconds: round(trainSeconds, 3), peakRssMiB: round(peakRssMiB, 1) },
      ]),
    ),
  };
}

function rankedItems(split: EvaluationSplit): number {
  return split.candidates?.length ?? split.train.itemIds.length;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
