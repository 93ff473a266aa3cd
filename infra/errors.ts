/** A failure of `generate`, `build` or `synth` that the person at the keyboard can act on. */
export class InfraError extends Error {
  /** Stable name of the failure. */
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InfraError';
    this.code = code;
  }
}
