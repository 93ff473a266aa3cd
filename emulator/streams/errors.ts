/** A filter of an event source mapping says something that is not emulated. */
export class FilterUnsupported extends Error {
  readonly code = 'FilterUnsupported';

  constructor(reason: string) {
    super(`The filter of the event source mapping is not emulated: ${reason}.`);
    this.name = 'FilterUnsupported';
  }
}
