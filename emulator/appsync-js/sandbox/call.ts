/** Everything one handler call may change; a fresh one is made for every call, so nothing leaks into the next. */
export interface Call {
  /** Epoch milliseconds of the call: the clock stands still within one handler, so results are repeatable. */
  now: number;
  /** A number in [0, 2^32). */
  nextUint32: () => number;
  identity: () => unknown;
  info: () => { fieldName?: string; parentTypeName?: string };
  appendedErrors: ErrorFields[];
  invalidations: unknown[];
  cacheEvictions: unknown[];
  responseHeaders: Record<string, string>;
  subscriptionFilter?: unknown;
  subscriptionInvalidationFilter?: unknown;
  logs: string[];
}

export interface ErrorFields {
  message: string;
  type?: string;
  data?: unknown;
  errorInfo?: unknown;
}

let current: Call | undefined;

/** Makes `call` the one the utilities act on. */
export function beginCall(call: Call): void {
  current = call;
}

/** The call under way. Utilities run only inside a handler; at module level AWS has no request either. */
export function currentCall(): Call {
  if (current === undefined) throw new TypeError('util, runtime and extensions work only inside a handler');
  return current;
}
