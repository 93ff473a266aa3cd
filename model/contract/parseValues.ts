import { InvalidInvocationError } from './InvalidInvocationError.ts';

interface NumberRule {
  minimum?: number;
  maximum?: number;
  integer?: boolean;
}

const longestText = 1024;
const longestIdBytes = 256;

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseObject(value: unknown, path: string): Record<string, unknown> {
  if (!isPlainObject(value)) throw new InvalidInvocationError(path, 'a JSON object', value);
  return value;
}

export function parseBoolean(value: unknown, path: string): boolean | undefined {
  if (value == null) return undefined;
  if (typeof value !== 'boolean') throw new InvalidInvocationError(path, 'true or false', value);
  return value;
}

/** A finite number within the rule; undefined when absent and not required. */
export function parseNumber(value: unknown, path: string, rule: NumberRule & { required: true }): number;
export function parseNumber(value: unknown, path: string, rule: NumberRule): number | undefined;
export function parseNumber(
  value: unknown,
  path: string,
  rule: NumberRule & { required?: boolean },
): number | undefined {
  if (value == null && rule.required !== true) return undefined;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, integer = false } = rule;
  const isNumber = typeof value === 'number' && Number.isFinite(value) && (!integer || Number.isInteger(value));
  if (!isNumber || value < minimum || value > maximum) {
    const range = Number.isFinite(minimum) ? ` from ${minimum} to ${maximum}` : '';
    throw new InvalidInvocationError(path, `${integer ? 'a whole number' : 'a number'}${range}`, value);
  }
  return value;
}

/** A text of 1 to 1,024 characters; undefined when absent and not required. */
export function parseText(value: unknown, path: string, rule: { required: true }): string;
export function parseText(value: unknown, path: string, rule: { required?: false }): string | undefined;
export function parseText(value: unknown, path: string, rule: { required?: boolean }): string | undefined {
  if (value == null && rule.required !== true) return undefined;
  if (typeof value !== 'string' || value.length === 0 || value.length > longestText) {
    throw new InvalidInvocationError(path, `a text of 1 to ${longestText} characters`, value);
  }
  return value;
}

export function parseTexts(value: unknown, path: string): Record<string, string> | undefined {
  if (value == null) return undefined;
  const object = parseObject(value, path);
  for (const [key, text] of Object.entries(object)) parseText(text, `${path}.${key}`, { required: true });
  return object as Record<string, string>;
}

/** An id of 1 to 256 bytes in UTF-8. */
export function parseId(value: unknown, path: string): string {
  const isId =
    typeof value === 'string' &&
    value.length > 0 &&
    // A UTF-16 unit takes at most three bytes, so that most ids need no count.
    (value.length * 3 <= longestIdBytes || Buffer.byteLength(value) <= longestIdBytes);
  if (!isId) throw new InvalidInvocationError(path, `an id of 1 to ${longestIdBytes} bytes`, value);
  return value;
}

export function parseIds(value: unknown, path: string, mostIds: number): string[] | undefined {
  if (value == null) return undefined;
  if (!Array.isArray(value) || value.length > mostIds) {
    throw new InvalidInvocationError(path, `a list of at most ${mostIds} ids`, value);
  }
  return value.map((entry, index) => parseId(entry, `${path}[${index}]`));
}
