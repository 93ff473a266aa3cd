/** The template is not one of this product's. */
export class LocalCloudInvalid extends Error {
  readonly code = 'LocalCloudInvalid';

  constructor(reason: string) {
    super(`The template is not this product's: ${reason}. Synthesize it anew with npm run synth.`);
    this.name = 'LocalCloudInvalid';
  }
}
