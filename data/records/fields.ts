import * as z from 'zod';
import { textProblem, type BoundedText } from '../../schema/contract/checks.ts';
import { parseInstant, toInstant } from '../../schema/contract/instant.ts';
import { refuse } from './RejectedRecordError.ts';

/**
 * The types of the GraphQL schema, for values that come from files. They take what the API takes, and where JSON has
 * another way to write the same, that too: a time as a number, JSON as it is instead of as text. What is checked within
 * a type (lengths, ranges) is in schema/contract, where the resolvers read it too. Each error says what is allowed.
 */

/** DynamoDB keeps UTF-8, which has no half of a surrogate pair. */
const halfCharacter = /\p{Surrogate}/u;

/** A String. */
export const text = z
  .string('a text')
  .refine((value) => !halfCharacter.test(value), 'a text without halves of characters');

/** An ID; a whole number is taken as its digits, up to where JavaScript loses some of them. */
export const id = z.preprocess(
  (value) => (typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value),
  z
    .string('an id of 1 to 256 bytes')
    .refine((value) => !halfCharacter.test(value), 'an id without halves of characters'),
);

/** A Float. */
export const number = z.number('a number');

/** A Boolean. */
export const flag = z.boolean('true or false');

/** A list of texts; GraphQL takes a single one for a list of one. */
export const texts = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(text, 'a list of texts'),
);

/** An AWSURL: with a scheme, and without two slashes in its path. */
export const url = text.refine((value) => {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(value) || !URL.canParse(value)) return false;
  const { protocol, pathname } = new URL(value);
  const hasHost = !['http:', 'https:', 'ftp:'].includes(protocol) || value.slice(protocol.length).startsWith('//');
  return hasHost && !pathname.includes('//');
}, 'a URL with a scheme');

/** As seconds, numbers from here on would lie beyond the year 5000. */
const leastMilliseconds = 1e11;
const storedInstantLength = '0000-01-01T00:00:00.000Z'.length;
const firstInstant = Date.parse('0000-01-01T00:00:00.000Z');
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Milliseconds since 1970 of a number of seconds or of milliseconds, which its size tells. */
export function toMilliseconds(time: number): number {
  return Math.abs(time) < leastMilliseconds ? time * 1000 : time;
}

/** Of a day that every month has: nearly all are told by this alone, in a tenth of the time. */
const plainInstant = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Whether a value is an instant in the form in which instants are stored: told faster than by `parseInstant`. */
export function isStoredInstant(value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== storedInstantLength) return false;
  if (plainInstant.test(value)) return true;
  const time = Date.parse(value);
  return !Number.isNaN(time) && new Date(time).toISOString() === value;
}

/**
 * An AWSDateTime as text, or a number of seconds or milliseconds since 1970. What is an instant comes out in the one
 * form in which instants are stored; other text as it is, for the rules to refuse.
 */
export const instant = z.preprocess(
  (value) => {
    if (isStoredInstant(value)) return value;
    const time =
      typeof value === 'string' ? parseInstant(value) : typeof value === 'number' ? toMilliseconds(value) : null;
    return time !== null && time >= firstInstant && time <= lastInstant ? toInstant(time) : value;
  },
  z.string('an ISO 8601 instant, or seconds or milliseconds since 1970').min(1, 'an ISO 8601 instant'),
);

/** AWSJSON: text, or what it stands for. It is stored as JSON text, which writes halves of characters as escapes. */
export const json = z.preprocess((value) => (typeof value === 'string' ? fromJson(value) : value), z.unknown());

/** AWSJSON that is stored as a map of texts. */
export const jsonOfTexts = json.refine((value) => !hasHalfCharacter(value), 'texts without halves of characters');

/** What JSON text stands for; other text as it is, so that a rule can refuse and show it. */
export function fromJson(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function hasHalfCharacter(value: unknown): boolean {
  if (typeof value === 'string') return halfCharacter.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => halfCharacter.test(name) || hasHalfCharacter(member));
}

/** @throws RejectedRecordError for the first text that is too long, or empty where it must not be */
export function refuseTexts(boundedTexts: readonly BoundedText[]): void {
  for (const bounded of boundedTexts) {
    // A UTF-16 unit takes at most three bytes, so that most texts need no count.
    const { length } = bounded.text;
    if (length > 0 && length * 3 <= bounded.maximumBytes) continue;
    refuse(textProblem(bounded, Buffer.byteLength(bounded.text)));
  }
}
