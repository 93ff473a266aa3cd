import type { ErrorFields } from './call.ts';

/** Thrown to leave a handler early; the language has no try, so nothing between here and the evaluator catches it. */
export class HandlerStop {
  readonly error?: ErrorFields;
  readonly earlyReturn?: { value: unknown; skipTo?: 'NEXT' | 'END' };

  constructor(outcome: { error?: ErrorFields; earlyReturn?: { value: unknown; skipTo?: 'NEXT' | 'END' } }) {
    this.error = outcome.error;
    this.earlyReturn = outcome.earlyReturn;
  }
}
