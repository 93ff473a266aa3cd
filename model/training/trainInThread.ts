import { parentPort, workerData } from 'node:worker_threads';
import { UnknownAlgorithmError } from '../algorithms/UnknownAlgorithmError.ts';
import { UnusableDataError } from '../data/read/UnusableDataError.ts';
import { TooLittleDataError } from '../data/TooLittleDataError.ts';
import { UnusablePrefittedError } from './PrefittedFiles.ts';
import { runTraining } from './runTraining.ts';
import type { TrainingMessage, TrainingOutcome } from './superviseTraining.ts';
import type { TrainingSettings } from './TrainingSettings.ts';

/** How training ended where the code is not at fault. */
function outcomeOf(error: unknown): TrainingOutcome {
  if (error instanceof TooLittleDataError) return 'tooLittleData';
  return expectedErrors.some((kind) => error instanceof kind) ? 'unusableInput' : 'unexpected';
}

/** What is wrong with the input rather than with this code. */
const expectedErrors = [UnusableDataError, UnknownAlgorithmError, UnusablePrefittedError];

/** The training thread's part: runs the training and tells its supervisor what happens. */
export async function trainInThread(): Promise<void> {
  const tell = (message: TrainingMessage): void => parentPort?.postMessage(message);
  try {
    await runTraining(workerData as TrainingSettings, (line) => tell({ line }));
  } catch (error) {
    const { code, message, stack } = error as Error & { code?: string };
    const outcome = outcomeOf(error);
    const text = outcome === 'unexpected' ? (stack ?? message) : message;
    tell({ failure: { code: code ?? 'INTERNAL', message: text, outcome } });
  }
}
