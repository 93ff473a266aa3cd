import { explainAccountError } from './explainAccountError.ts';
import type { Surroundings } from './Surroundings.ts';

/**
 * Runs a command on an account: what AWS refuses becomes a sentence for a person, and Ctrl-C is said.
 * @returns the exit code
 */
export async function runAccountCommand(work: () => Promise<void>, surroundings: Surroundings): Promise<number> {
  try {
    await work();
    return 0;
  } catch (error) {
    if (surroundings.signal.aborted) {
      surroundings.progress.say('Stopped. The same command goes on from here.');
      return 130;
    }
    throw explainAccountError(error);
  }
}
