import type * as z from 'zod';
import { describeProblem, quote } from '../../schema/contract/checks.ts';

/** A record breaks a rule. The message names the field, what was received and what is allowed. It costs only itself. */
export class RejectedRecordError extends Error {
  override readonly name = 'RejectedRecordError';
  readonly code = 'REJECTED_RECORD';
}

/**
 * What a schema makes of a record. Every schema of this room says in its error what is allowed.
 *
 * @throws RejectedRecordError naming the first field that is wrong
 */
export function parseRecord<Output>(schema: z.ZodType<Output>, record: unknown): Output {
  const parsed = schema.safeParse(record);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  const received = path.reduce((inner, part) => (inner as Record<PropertyKey, unknown> | undefined)?.[part], record);
  const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${shown(String(part))}`)).join('');
  throw new RejectedRecordError(describeProblem(place.slice(1) || 'the record', quote(received), issue.message));
}

/** A name that a file made up may be as long as a line. */
const longestName = 60;
const shown = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 3)}...` : name);

/** @throws RejectedRecordError when there is a problem */
export function refuse(problem: string | null | undefined): void {
  if (problem) throw new RejectedRecordError(problem);
}

/** Why a record is rejected, or undefined when the error is not the record's fault. */
export function rejectionOf(error: unknown): string | undefined {
  if (error instanceof RejectedRecordError) return error.message;
  // JSON can be read however deep it is nested, but what walks it afterwards runs out of stack.
  return error instanceof RangeError ? 'it is nested too deeply' : undefined;
}
