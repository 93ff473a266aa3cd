import type { LocalCloud } from '../local/startLocalCloud.ts';
import type { Progress } from './Progress.ts';
import type { TrainingSchedule } from './TrainingSchedule.ts';
import { clearTrainingRequest } from './trainingRequest.ts';

/**
 * Trains on what the tables hold and serves the outcome, with progress, when the schedule says so. A training that
 * fails, as where there is too little to learn from, is said: lists stay what they were.
 */
export async function trainWhenDue(
  cloud: LocalCloud,
  schedule: TrainingSchedule,
  options: { stateFolder: string; budgetSeconds: number; progress: Progress; signal: AbortSignal },
): Promise<void> {
  const { stateFolder, budgetSeconds, progress, signal } = options;
  const request = schedule.due;
  if (request === undefined) return;
  const title = cloud.model.server.hasModel() ? 'Training a new model' : 'Training the first model';
  const train = (update: (detail: string) => void) =>
    cloud.model.train({
      hyperparameters: { budget_seconds: String(budgetSeconds) },
      progress: (fraction, message) => update(`${Math.floor(fraction * 100)} %${message === '' ? '' : `, ${message}`}`),
      signal,
    });
  try {
    await progress.step(title, train);
    clearTrainingRequest(stateFolder, request);
  } catch (error) {
    if (signal.aborted) return;
    schedule.noteFailure(request);
    const consequence = cloud.model.server.hasModel()
      ? 'The last model goes on.'
      : 'Lists are degraded; training is tried again when there are more data.';
    progress.say(`${(error as Error).message} ${consequence}`);
  }
}
