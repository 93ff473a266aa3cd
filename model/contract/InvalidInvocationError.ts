/** A request to /invocations that breaks the contract; `path` says where. */
export class InvalidInvocationError extends Error {
  readonly code = 'INVALID_REQUEST';
  constructor(
    readonly path: string,
    readonly expected: string,
    received: unknown,
  ) {
    super(`${path} must be ${expected}; received ${describe(received)}.`);
    this.name = 'InvalidInvocationError';
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? JSON.stringify(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
