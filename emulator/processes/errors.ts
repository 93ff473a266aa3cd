/** A program that the local cloud needs did not start or did not stay up. */
export class ProcessFailed extends Error {
  readonly code = 'ProcessFailed';

  constructor(name: string, reason: string, lastOutput: string) {
    super(`${name} ${reason}.${lastOutput === '' ? '' : ` It said last: ${lastOutput}`}`);
    this.name = 'ProcessFailed';
  }
}
