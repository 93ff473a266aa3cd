import { UnusableInputError } from '../jobs/runJob.ts';

/** `settings.json` of the job. */
export interface PreparationSettings {
  readonly runId: string;
  /** Part of the interactions that models are judged by. */
  readonly holdOutShare: number;
  /** Below so many interactions that speak for something there is no training. */
  readonly minimumInteractions: number;
  readonly seed: number;
}

/** Fields that the job does not know are of others. @throws UnusableInputError `INVALID_SETTINGS` */
export function parsePreparationSettings(settings: Readonly<Record<string, unknown>> | undefined): PreparationSettings {
  const { runId, holdOutShare = 0.1, minimumInteractions = 100, seed = 1 } = settings ?? {};
  if (typeof runId !== 'string' || !/^[A-Za-z0-9-]{1,63}$/.test(runId)) {
    throw invalid('runId', '1 to 63 letters, digits and hyphens', runId);
  }
  if (!isNumber(holdOutShare) || holdOutShare < 0 || holdOutShare > 0.5) {
    throw invalid('holdOutShare', 'a number from 0 to 0.5', holdOutShare);
  }
  if (!isNumber(minimumInteractions) || minimumInteractions < 0) {
    throw invalid('minimumInteractions', 'a number from 0', minimumInteractions);
  }
  if (!isNumber(seed) || !Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) {
    throw invalid('seed', 'a whole number from 0 to 4294967295', seed);
  }
  return { runId, holdOutShare, minimumInteractions, seed };
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function invalid(name: string, expected: string, received: unknown): UnusableInputError {
  const shown = (JSON.stringify(received) ?? 'nothing').slice(0, 80);
  return new UnusableInputError('INVALID_SETTINGS', `settings.json: ${name} must be ${expected}; received ${shown}.`);
}
