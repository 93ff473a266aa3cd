import type { LocalCloud } from '../local/startLocalCloud.ts';
import type { Progress } from './Progress.ts';
import type { TrainingSchedule } from './TrainingSchedule.ts';
import { clearTrainingRequest } from './trainingRequest.ts';

/** What the first model may tune for, so that people have lists of their own soon. Seconds. */
const firstBudgetSeconds = 5;

/**
 * Trains on what the tables hold and serves the outcome, with progress, when the schedule says so. The first model has a
 * small budget, and what asked for it stays due for one with the whole. A training that fails, as where there is too
 * little to learn from, is said: lists stay what they were.
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
  const granted = hasModel ? budgetSeconds : Math.min(firstBudgetSeconds, budgetSeconds);
  // Nobody is there for a trial in the shadow or on a share of the people.
  const settings = { budgetSeconds: granted, shadowSeconds: 0, canarySeconds: 0, force: true };
  const train = (progress: (detail: string) => void) => cloud.model.train({ settings, progress, signal });
  try {
    await progress.step(title, train);
    if (granted === budgetSeconds) clearTrainingRequest(stateFolder, request);
  } catch (error) {
    if (signal.aborted) return;
    schedule.noteFailure(request);
    const consequence = hasModel
      ? 'The last model goes on.'
      : 'Lists are degraded; training is tried again when there are more data.';
    progress.say(`${(error as Error).message} ${consequence}`);
  }
}
