/** A program that the local cloud needs did not start or did not stay up. */
export class ProcessFailed extends Error {
  readonly code = 'ProcessFailed';

  constructor(name: string, reason: string, lastOutput: string) {
    super(`${name} ${reason}.${lastOutput === '' ? '' : ` It said last: ${lastOutput}`}`);
    this.name = 'ProcessFailed';
  }
}

/** The port is in use. */
export class PortTaken extends Error {
  readonly code = 'PortTaken';
  readonly port: number;

  constructor(port: number, options?: ErrorOptions) {
    super(`Port ${port} of 127.0.0.1 is taken by another program. Stop it or choose another port.`, options);
    this.name = 'PortTaken';
    this.port = port;
  }
}
