import type { RequestTrainingInput, TrainingRun } from '../../schema/generated/types.ts';
import { CommandError } from '../CommandError.ts';
import type { Operator } from './Operator.ts';

/** A busy machine may let a fault come too late once or twice. */
const mostTrainings = 5;

/** Spoils a run that is under way. @returns whether it was in time */
export type Strike = (runId: string, signal: AbortSignal) => Promise<boolean>;

/** A training that was spoiled, and the version that was live when it began. */
export interface SpoiledTraining {
  run: TrainingRun;
  before: string | undefined;
}

/**
 * Requests a training and spoils it; where the fault came too late, another one.
 * @throws CommandError when it came too late each time
 */
export async function plantFault(
  operator: Pick<Operator, 'live' | 'requestTraining' | 'ends'>,
  input: RequestTrainingInput,
  strike: Strike,
): Promise<SpoiledTraining> {
  for (let training = 1; training <= mostTrainings; training += 1) {
    // A training that was not spoiled may have been promoted.
    const before = (await operator.live())?.champion.modelVersion;
    const runId = await operator.requestTraining(input);
    const over = new AbortController();
    const [run, wasInTime] = await Promise.all([
      operator.ends(runId).finally(() => over.abort()),
      strike(runId, over.signal).catch((error: unknown) => {
        if (over.signal.aborted) return false;
        throw error;
      }),
    ]);
    if (wasInTime) return { run, before };
  }
  throw new CommandError(
    `The fault came too late in ${mostTrainings} trainings: the workflow had gone on before it was planted. Repeat this when the machine is less busy.`,
  );
}
