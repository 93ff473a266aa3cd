/** The command line or the machine is not as it must be; the message is one sentence for a person. */
export class CommandError extends Error {
  readonly code = 'CommandError';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandError';
  }
}
