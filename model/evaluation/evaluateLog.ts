import { parseArgs } from 'node:util';
import { estimateLog, estimateTable } from '../../experiments/off-policy/estimateLog.ts';
import { EvaluationInputError } from './EvaluationInputError.ts';
import { usage } from './evaluationOptions.ts';

/** The command with `--log`: estimates a policy by a log of another one, without training anything. */
export async function evaluateLog(args: readonly string[]): Promise<void> {
  const { log, json } = parse(args);
  const estimate = await estimateLog(log);
  if (estimate.rejected > 0) {
    console.error(`${estimate.rejected} lines could not be used:\n  ${estimate.problems.join('\n  ')}`);
  }
  console.log(json ? JSON.stringify(estimate) : estimateTable(estimate));
}

function parse(args: readonly string[]): { log: string; json: boolean } {
  try {
    const { log = '', json = false } = parseArgs({
      args: [...args],
      options: { log: { type: 'string' }, json: { type: 'boolean' } },
    }).values;
    return { log, json };
  } catch (error) {
    throw new EvaluationInputError(`--log goes with --json only. ${(error as Error).message}\n${usage}`, {
      cause: error,
    });
  }
}
