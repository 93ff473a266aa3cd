import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../../data/read/DataError.ts';

/** Exit codes: SageMaker takes 0 as completed and anything else as failed. */
const exitCodes = { completed: 0, unusableInput: 1, unexpected: 2 } as const;
/** SageMaker shows this much of the message as ExitMessage. */
const messageLength = 1024;

/** What a job is given cannot be worked with: something is missing, cut off or not what it should be. */
export class UnusableInputError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'UnusableInputError';
  }
}

/** The root of SageMaker's folder layout: on a laptop the environment names it. */
export function rootFolder({ RECSYNC_ML_ROOT, SAGEMAKER_BASE_DIR }: NodeJS.ProcessEnv): string {
  return RECSYNC_ML_ROOT ?? SAGEMAKER_BASE_DIR ?? '/opt/ml';
}

/**
 * Runs a processing job and returns its exit code. A failure is printed and written to `output/message`, its code first,
 * which SageMaker shows as ExitMessage ("Save and Access Metadata Information About Your Processing Job"). Nothing of an
 * error inside gets there but that there was one: the log has it.
 */
export async function runJob(root: string, job: (root: string) => Promise<void>): Promise<number> {
  // A container's first process gets no default handling of signals.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(143));
  try {
    await job(root);
    return exitCodes.completed;
  } catch (error) {
    // A file that is cut off or packed wrongly: its name is in the message.
    const expected =
      error instanceof DataError ? new UnusableInputError('UNREADABLE_FILE', error.message, { cause: error }) : error;
    const isExpected = expected instanceof UnusableInputError;
    const message = isExpected
      ? `${expected.code}: ${expected.message}`
      : 'INTERNAL: The job failed by an error in the code; its log says where.';
    console.error(isExpected ? message : error);
    mkdirSync(join(root, 'output'), { recursive: true });
    writeFileSync(join(root, 'output', 'message'), message.slice(0, messageLength));
    return isExpected ? exitCodes.unusableInput : exitCodes.unexpected;
  }
}
