import type { LocalCloud } from '../local/startLocalCloud.ts';
import type { Progress } from './Progress.ts';
import { clearTrainingRequest } from './trainingRequest.ts';

/** Trains on what the tables hold and serves the outcome, with progress. @throws TrainingFailed, ModelNotServed */
export async function trainModel(
  cloud: LocalCloud,
  options: { stateFolder: string; budgetSeconds: number; progress: Progress; signal: AbortSignal },
): Promise<void> {
  const { stateFolder, budgetSeconds, progress, signal } = options;
  const title = cloud.model.server.hasModel() ? 'Training a new model' : 'Training the first model';
  await progress.step(title, (update) =>
    cloud.model.train({
      hyperparameters: { budget_seconds: String(budgetSeconds) },
      progress: (fraction, message) => update(`${Math.floor(fraction * 100)} %${message === '' ? '' : `, ${message}`}`),
      signal,
    }),
  );
  clearTrainingRequest(stateFolder);
}
