/** The function was invoked with something other than schema/contract/metrics.ts says. */
export class InvalidReportError extends Error {
  readonly code = 'INVALID_REPORT';

  constructor(problems: string, options?: ErrorOptions) {
    super(`report-feedback cannot read its input: ${problems}`, options);
    this.name = 'InvalidReportError';
  }
}
