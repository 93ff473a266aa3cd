/** A stream record is not the interaction that it should be. It goes to the queue of failures. */
export class InvalidRecordError extends Error {
  readonly code = 'INVALID_RECORD';

  constructor(eventId: string, problems: string, options?: ErrorOptions) {
    super(`Stream record ${eventId} is no interaction: ${problems}`, options);
    this.name = 'InvalidRecordError';
  }
}

/** The function was invoked with neither records of a stream nor what schema/contract/anomalies.ts says. */
export class InvalidEventError extends Error {
  readonly code = 'INVALID_EVENT';

  constructor(problems: string, options?: ErrorOptions) {
    super(`on-interaction cannot read its input: ${problems}`, options);
    this.name = 'InvalidEventError';
  }
}
