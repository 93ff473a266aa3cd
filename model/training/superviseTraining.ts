import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { rootFolder } from '../jobs/runJob.ts';
import { InvalidSettingError, parseTrainingSettings } from './TrainingSettings.ts';
import type { TrainingSettings } from './TrainingSettings.ts';

/** Exit codes: SageMaker takes 0 as completed and anything else as failed. */
const exitCodes = { completed: 0, unusableInput: 1, unexpected: 2, tooLittleData: 3, stopped: 143 } as const;
export type TrainingOutcome = keyof typeof exitCodes;

/** What the training thread tells: a line to print, or how it failed. */
export type TrainingMessage =
  | { readonly line: string }
  | { readonly failure: { readonly code: string; readonly message: string; readonly outcome: TrainingOutcome } };

/** SageMaker shows this much of the failure file as FailureReason. */
const failureLength = 1024;

/**
 * Runs the training in a thread, so that SIGTERM is answered while it computes (a container's first process gets no
 * default handling of signals). Returns the exit code; a failure is also written to `output/failure`.
 */
export async function superviseTraining(
  workerFile: URL,
  environment: NodeJS.ProcessEnv,
  commandLine: readonly string[],
): Promise<number> {
  const root = rootFolder(environment);
  const fail = (reason: string, exitCode: number): number => {
    console.error(reason);
    mkdirSync(join(root, 'output'), { recursive: true });
    writeFileSync(join(root, 'output', 'failure'), reason.slice(0, failureLength));
    return exitCode;
  };

  let settings: TrainingSettings;
  try {
    settings = parseTrainingSettings(root, await readHyperparameters(root), commandLine);
  } catch (error) {
    return fail(
      `${(error as { code?: string }).code ?? 'ERROR'}: ${(error as Error).message}`,
      exitCodes.unusableInput,
    );
  }
  console.log(`training with seed ${settings.seed} and a budget of ${settings.budgetSeconds} s`);
  const worker = new Worker(workerFile, { workerData: settings });
  return new Promise((resolve) => {
    let failure: { reason: string; exitCode: number } | undefined;
    const stop = (): void => {
      failure = {
        reason: 'STOPPED: Training was stopped by a signal before it was done.',
        exitCode: exitCodes.stopped,
      };
      void worker.terminate();
    };
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    worker.on('message', (message: TrainingMessage) => {
      if ('line' in message) console.log(message.line);
      else {
        const { code, message: text, outcome } = message.failure;
        failure ??= { reason: `${code}: ${text}`, exitCode: exitCodes[outcome] };
      }
    });
    worker.on('error', (error) => {
      failure ??= { reason: `INTERNAL: ${error.message}\n${error.stack ?? ''}`, exitCode: exitCodes.unexpected };
    });
    worker.on('exit', () => {
      process.off('SIGTERM', stop);
      process.off('SIGINT', stop);
      console.log(resourceLine());
      resolve(failure === undefined ? exitCodes.completed : fail(failure.reason, failure.exitCode));
    });
  });
}

/** What the run took, for choosing an instance: processor time of all threads and the most memory held. */
function resourceLine(): string {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const processorSeconds = ((userCPUTime + systemCPUTime) / 1e6).toFixed(1);
  return `took ${process.uptime().toFixed(1)} s, ${processorSeconds} CPU-seconds, at most ${Math.round(
    maxRSS / 1024,
  )} MiB`;
}

async function readHyperparameters(root: string): Promise<Record<string, unknown>> {
  const path = join(root, 'input', 'config', 'hyperparameters.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw new InvalidSettingError(path, 'a JSON object', text);
  }
}
