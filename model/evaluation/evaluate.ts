import { pathToFileURL } from 'node:url';
import { ExperimentInputError } from '../../experiments/ExperimentInputError.ts';
import { TooLittleDataError } from '../data/TooLittleDataError.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';
import { evaluateLog } from './evaluateLog.ts';
import { evaluationOptions, usage } from './evaluationOptions.ts';
import { evaluationResult } from './evaluationResult.ts';
import { ListFile } from './ListFile.ts';
import { loadSplit } from './loadSplit.ts';
import { resultTable, tuningTable } from './resultTable.ts';
import { runEvaluation } from './runEvaluation.ts';
import { writeReport } from './writeReport.ts';

/** The evaluation command: results on standard output, progress and warnings on standard error. */
export async function evaluate(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    console.log(usage);
    return;
  }
  if (args.some((arg) => /^--log(=|$)/.test(arg))) return evaluateLog(args);
  const options = evaluationOptions(args);
  const loaded = await loadSplit(options);
  if (loaded.brokenLines > 0) {
    console.error(`${loaded.brokenLines} lines could not be used:\n  ${loaded.problems.join('\n  ')}`);
  }
  const lists = options.lists === undefined ? undefined : new ListFile(options.lists, loaded.split.train.itemIds);
  const { models, report } = runEvaluation(
    loaded.split,
    {
      seed: options.seed,
      budgetSeconds: options.budgetSeconds,
      clock: processorTime,
      validation: loaded.validation,
      heldOutPart: loaded.heldOutPart,
      onList: lists?.write.bind(lists),
      cutoffs: options.cutoffs,
      singles: options.models,
      withRandom: options.protocol === 'cold-items',
    },
    (fraction, message) => console.error(`${(100 * fraction).toFixed(0).padStart(3)}% ${message ?? ''}`),
  );
  lists?.close();
  console.error(tuningTable(report));
  const result = evaluationResult(options, loaded, models, report);
  console.log(options.json ? JSON.stringify(result) : resultTable(result));
  if (options.report !== undefined) {
    const files = await writeReport(options.report, result, models, options.seed);
    console.error(`wrote ${files.join(', ')}`);
  }
}

/** Milliseconds of processor time: what else runs on the machine must not decide what is trained. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  evaluate(process.argv.slice(2)).catch((error: unknown) => {
    const expected = [EvaluationInputError, ExperimentInputError, TooLittleDataError];
    const isExpected = expected.some((kind) => error instanceof kind);
    console.error(isExpected ? (error as Error).message : error);
    process.exitCode = 1;
  });
}
