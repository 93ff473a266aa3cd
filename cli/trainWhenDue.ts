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
  const hasModel = (await cloud.model.live()) !== undefined;
  const title = hasModel ? 'Training a new model' : 'Training the first model';
  // Nobody is there for a trial in the shadow or on a share of the people.
  const settings = { budgetSeconds, shadowSeconds: 0, canarySeconds: 0, force: true };
  const train = (progress: (detail: string) => void) => cloud.model.train({ settings, progress, signal });
  try {
    await progress.step(title, train);
    clearTrainingRequest(stateFolder, request);
  } catch (error) {
    if (signal.aborted) return;
    schedule.noteFailure(request);
    const consequence = hasModel
      ? 'The last model goes on.'
      : 'Lists are degraded; training is tried again when there are more data.';
    progress.say(`${(error as Error).message} ${consequence}`);
  }
}
