/** A stream record is not the interaction that it should be. It goes to the queue of failures. */
export class InvalidRecordError extends Error {
  readonly code = 'INVALID_RECORD';

  constructor(eventId: string, problems: string, options?: ErrorOptions) {
    super(`Stream record ${eventId} is no interaction: ${problems}`, options);
    this.name = 'InvalidRecordError';
  }
}
