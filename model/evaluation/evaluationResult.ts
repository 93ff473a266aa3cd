import { meanMetrics } from './evaluateModel.ts';
import type { EvaluationSplit } from '../splits/EvaluationSplit.ts';
import type { HybridReport } from '../tuning/hybridReport.ts';
import type { EvaluationOptions } from './evaluationOptions.ts';
import type { LoadedSplit } from './loadSplit.ts';
import type { MeasuredModel } from './runEvaluation.ts';

/** What the command prints with `--json`. */
export interface EvaluationResult {
  readonly dataset: Record<string, unknown>;
  readonly protocol: Record<string, unknown>;
  readonly models: Record<string, Record<string, number>>;
  /** Single models that the plan had no room to tune: they are measured with their defaults. */
  readonly untuned: readonly string[];
  /** What the blend was learned on, its parts with validation values and weights, and whether the clock cut it. */
  readonly hybrid: HybridReport;
}

export function evaluationResult(
  options: EvaluationOptions,
  loaded: LoadedSplit,
  models: readonly MeasuredModel[],
  report: HybridReport,
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
      ...heldOutBy(options),
      testUsers: split.cases.length,
      rankedItems: rankedItems(split),
      ratings: options.ratings,
      ...(options.answersFrom === undefined ? {} : { positive: options.answersFrom }),
      seed: options.seed,
      budgetSeconds: options.budgetSeconds,
      wasCutByClock: report.wasCutByClock,
    },
    models: Object.fromEntries(
      models.map(({ name, metrics, trainSeconds, peakRssMiB }) => [
        name,
        { ...meanMetrics(metrics), trainSeconds: round(trainSeconds, 3), peakRssMiB: round(peakRssMiB, 1) },
      ]),
    ),
    untuned: models.filter(({ wasTuned }) => !wasTuned).map(({ name }) => name),
    hybrid: report,
  };
}

/** What the options of the protocol say, where they take effect. */
function heldOutBy({ protocol, part, power, hasTimes }: EvaluationOptions): Record<string, unknown> {
  const takesPart = ['random', 'popularity', 'newest', 'window'].includes(protocol);
  return {
    ...(takesPart ? { part } : {}),
    ...(protocol === 'popularity' ? { power } : {}),
    ...(hasTimes ? {} : { times: 'ignored' }),
  };
}

function rankedItems(split: EvaluationSplit): number {
  return split.candidates?.length ?? split.train.itemIds.length;
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
