import { join } from 'node:path';
import { rootFolder } from '../jobs/runJob.ts';
import { artifactBytes, thisMachine, workersFor } from './workersFor.ts';

/** How a server runs; from the environment, because SageMaker passes nothing else. */
export interface ServerSettings {
  readonly modelFolder: string;
  readonly host: string;
  readonly port: number;
  /** Processes that answer; 1 answers in the process itself. By default as many as cores and memory allow. */
  readonly workers: number;
  /** Requests that may wait; above this a request is refused with 503. */
  readonly queueLimit: number;
}

/** An environment variable cannot be used. */
export class InvalidEnvironmentError extends Error {
  readonly code = 'INVALID_ENVIRONMENT';
  constructor(name: string, expected: string, received: string) {
    super(`${name} must be ${expected}; received ${JSON.stringify(received)}.`);
    this.name = 'InvalidEnvironmentError';
  }
}

/** @throws InvalidEnvironmentError */
export function parseServerSettings(environment: NodeJS.ProcessEnv): ServerSettings {
  const modelFolder = join(rootFolder(environment), 'model');
  const fitting = workersFor(artifactBytes(modelFolder), thisMachine());
  return {
    modelFolder,
    // A container is reached from outside, so all interfaces are the default; locally the caller says 127.0.0.1.
    host: environment.RECSYNC_BIND_HOST ?? '0.0.0.0',
    port: parseCount('SAGEMAKER_BIND_TO_PORT', environment.SAGEMAKER_BIND_TO_PORT, 8080, 0, 65_535),
    workers: parseCount('RECSYNC_WORKERS', environment.RECSYNC_WORKERS, fitting, 1, 256),
    queueLimit: parseCount('RECSYNC_QUEUE_LIMIT', environment.RECSYNC_QUEUE_LIMIT, 100, 1, 100_000),
  };
}

function parseCount(name: string, text: string | undefined, absent: number, minimum: number, maximum: number): number {
  if (text === undefined || text === '') return absent;
  const value = Number(text);
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new InvalidEnvironmentError(name, `a whole number from ${minimum} to ${maximum}`, text);
  }
  return value;
}
