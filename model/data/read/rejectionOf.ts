import { RejectedRecordError } from '../../../data/records/RejectedRecordError.ts';

/** Why a record is rejected, or undefined when the error is not the record's fault. */
export function rejectionOf(error: unknown): string | undefined {
  if (error instanceof RejectedRecordError) return error.message;
  // JSON can be read however deep it is nested, but what walks it afterwards runs out of stack.
  return error instanceof RangeError ? 'it is nested too deeply' : undefined;
}
