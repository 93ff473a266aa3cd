/** The model server did not start. */
export class ModelNotServed extends Error {
  readonly code = 'ModelNotServed';

  constructor(reason: string, options?: ErrorOptions) {
    super(`The model server did not start: ${reason}`, options);
    this.name = 'ModelNotServed';
  }
}
