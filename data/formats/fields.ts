import { received, RejectedLine } from './RejectedLine.ts';

/** The rules of the API for single values (docs/contracts.md), for values that come from a file. */

const maximumIdBytes = 256;
const maximumTextBytes = 16 * 1024;
const earliest = Date.UTC(1990, 0, 1);
const futureTolerance = 5 * 60 * 1000;
/** A number below it is seconds: as milliseconds it would be before March 1973, which no interaction may be. */
const smallestMilliseconds = 1e11;
const isoInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** An id of 1 to 256 bytes; a number is taken as its digits. */
export function idField(value: unknown, field: string): string {
  const id = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof id !== 'string' || id === '') throw new RejectedLine(`${field} is missing: ${received(value)}`);
  if (bytesOf(id) > maximumIdBytes) {
    throw new RejectedLine(`${field} has ${bytesOf(id)} bytes, at most ${maximumIdBytes} are allowed`);
  }
  return id;
}

/** A text, absent when it is empty. */
export function textField(value: unknown, field: string, maximumBytes = maximumTextBytes): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'string') throw new RejectedLine(`${field} must be text: ${received(value)}`);
  if (bytesOf(value) > maximumBytes) {
    throw new RejectedLine(`${field} has ${bytesOf(value)} bytes, at most ${maximumBytes} are allowed`);
  }
  return value;
}

/** A finite number, absent when it is empty. */
export function numberField(
  value: unknown,
  field: string,
  { minimum = -Infinity, maximum = Infinity, integer = false } = {},
): number | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw new RejectedLine(`${field} must be a number: ${received(value)}`);
  }
  if (integer && !Number.isInteger(number)) throw new RejectedLine(`${field} must be whole: ${received(value)}`);
  if (number < minimum || number > maximum) {
    const bounds = maximum === Infinity ? `${minimum} or more` : `from ${minimum} to ${maximum}`;
    throw new RejectedLine(`${field} must be ${bounds}: ${received(value)}`);
  }
  return number;
}

/** True or false, absent when it is empty. */
export function booleanField(value: unknown, field: string): boolean | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new RejectedLine(`${field} must be true or false: ${received(value)}`);
}

/** Different texts in their order, absent when there is none. */
export function listField(value: unknown, field: string, maximum: number): string[] | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (!Array.isArray(value)) throw new RejectedLine(`${field} must be a list of texts: ${received(value)}`);
  const members = new Set<string>();
  for (const member of value) {
    if (typeof member !== 'string') throw new RejectedLine(`${field} must hold texts only: ${received(member)}`);
    if (member !== '') members.add(member);
  }
  if (members.size > maximum) {
    throw new RejectedLine(`${field} has ${members.size} members, at most ${maximum} are allowed`);
  }
  return members.size > 0 ? [...members] : undefined;
}

/** A JSON object, or its text; returned as text. */
export function jsonField(value: unknown, field: string, maximumBytes: number): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  let object: unknown = value;
  if (typeof value === 'string') {
    try {
      object = JSON.parse(value);
    } catch {
      throw new RejectedLine(`${field} must be JSON: ${received(value)}`);
    }
  }
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    throw new RejectedLine(`${field} must be a JSON object: ${received(value)}`);
  }
  return textField(JSON.stringify(object), field, maximumBytes);
}

/**
 * An instant as ISO 8601 in UTC with milliseconds. Received as ISO 8601 with an offset or `Z`, or as a number of
 * seconds or milliseconds since the Unix epoch.
 */
export function instantField(value: unknown, field: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const number = typeof value === 'number' ? value : /^\d+(\.\d+)?$/.test(String(value)) ? Number(value) : undefined;
  let milliseconds = NaN;
  if (number !== undefined) milliseconds = number < smallestMilliseconds ? number * 1000 : number;
  else if (typeof value === 'string' && isoInstant.test(value)) milliseconds = Date.parse(value);
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime()) || date.getTime() > Date.UTC(9999, 11, 31)) {
    throw new RejectedLine(`${field} must be ISO 8601 with an offset, or seconds or milliseconds: ${received(value)}`);
  }
  return date.toISOString();
}

/** When an interaction happened: not before 1990 and at most five minutes ahead of `now` (milliseconds). */
export function timestampField(value: unknown, field: string, now: number): string {
  const instant = instantField(value, field);
  if (instant === undefined) throw new RejectedLine(`${field} is missing`);
  const milliseconds = Date.parse(instant);
  if (milliseconds < earliest) throw new RejectedLine(`${field} must not be before 1990: ${received(value)}`);
  if (milliseconds > now + futureTolerance) {
    throw new RejectedLine(`${field} must not be in the future: ${received(value)}`);
  }
  return instant;
}
