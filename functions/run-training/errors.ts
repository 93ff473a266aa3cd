/** Others wrote the row of the live versions again and again meanwhile. Try later. */
export class LiveRowContendedError extends Error {
  readonly code = 'LIVE_ROW_CONTENDED';

  constructor(attempts: number) {
    super(`The row of the live versions changed during each of ${attempts} attempts to write it.`);
    this.name = 'LiveRowContendedError';
  }
}

/** An execution was started with settings that are out of bounds. */
export class InvalidSettingsError extends Error {
  readonly code = 'INVALID_SETTINGS';

  constructor(problem: string) {
    super(problem);
    this.name = 'InvalidSettingsError';
  }
}
