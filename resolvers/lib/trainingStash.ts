import type { TrainingLockRow } from '../../schema/contract/models.ts';

/** What the steps of `requestTraining` share. */
export interface TrainingStash {
  /** Held by a training that is at work, or was when it was stopped. */
  lock?: TrainingLockRow | null;
  /** Of the training that was started. */
  runId: string;
}
