import { parentPort, workerData } from 'node:worker_threads';
import { UnknownAlgorithmError } from '../algorithms/UnknownAlgorithmError.ts';
import { UnusableDataError } from '../data/read/UnusableDataError.ts';
import { EmptyDatasetError } from '../tuning/EmptyDatasetError.ts';
import { runTraining } from './runTraining.ts';
import type { TrainingMessage } from './superviseTraining.ts';
import type { TrainingSettings } from './TrainingSettings.ts';

/** What is wrong with the input rather than with this code. */
const expectedErrors = [UnusableDataError, UnknownAlgorithmError, EmptyDatasetError];

/** The training thread's part: runs the training and tells its supervisor what happens. */
export async function trainInThread(): Promise<void> {
  const tell = (message: TrainingMessage): void => parentPort?.postMessage(message);
  try {
    await runTraining(workerData as TrainingSettings, (line) => tell({ line }));
  } catch (error) {
    const { code, message, stack } = error as Error & { code?: string };
    const isExpected = expectedErrors.some((kind) => error instanceof kind);
    tell({ failure: { code: code ?? 'INTERNAL', message: isExpected ? message : (stack ?? message), isExpected } });
  }
}
