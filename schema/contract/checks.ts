import {
  defaultPlacement,
  largestMagnitude,
  maximumIdBytes,
  maximumPlacementCharacters,
  smallestMagnitude,
} from './limits.ts';

/**
 * The checks of single values. Those that refuse answer with a message for people, which names the place, what was
 * received and what is allowed, or with null. `path` is the place in such a message, for example `input.itemId`.
 */

/** The message of a refusal. */
export function describeProblem(path: string, received: string, allowed: string): string {
  return `${path}: received ${received}; allowed: ${allowed}.`;
}

/** A value in a message: quoted when it is text, cut to 60 characters. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? 'nothing');
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/**
 * A text and how many bytes of UTF-8 it may have. Who asks for the check measures it, because Node and APPSYNC_JS do
 * that by different means and APPSYNC_JS passes no functions to functions.
 */
export interface BoundedText {
  path: string;
  text: string;
  /** An ID is not empty; JSON is an object that the caller sent, as text. */
  form: 'ID' | 'TEXT' | 'JSON';
  maximumBytes: number;
}

/** An id of a user, an item, an event, a session or a list, or a category or a tag. */
export function idText(path: string, text: string): BoundedText {
  return { path, text, form: 'ID', maximumBytes: maximumIdBytes };
}

/**
 * Why a text is refused.
 *
 * @param bytes - of `text` in UTF-8; null for a text with half of a surrogate pair, which UTF-8 and so DynamoDB lack
 */
export function textProblem({ path, text, form, maximumBytes }: BoundedText, bytes: number | null): string | null {
  if (bytes === null) return describeProblem(path, 'half of a character (a lone surrogate)', 'whole characters');
  if (form === 'ID') {
    if (text.length > 0 && bytes <= maximumBytes) return null;
    const received = text.length === 0 ? 'an empty text' : `${quote(text)} of ${text.length} characters`;
    return describeProblem(path, received, `1 to ${maximumBytes} bytes`);
  }
  if (bytes <= maximumBytes) return null;
  return form === 'JSON'
    ? describeProblem(path, 'a larger object', `at most ${maximumBytes} bytes of JSON`)
    : describeProblem(path, 'a longer text', `at most ${maximumBytes} bytes`);
}

/** Whether a value that came in as JSON is an object. */
export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && JSON.stringify(value).startsWith('{');
}

/** Whether DynamoDB keeps the number as it is. */
export function isStorableNumber(value: number): boolean {
  const magnitude = value < 0 ? -value : value;
  return magnitude === 0 || (magnitude >= smallestMagnitude && magnitude <= largestMagnitude);
}

const placementCharacters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

/** Why the name of a place in the product is refused. */
export function placementProblem(path: string, placement: string): string | null {
  if (
    placement.length >= 1 &&
    placement.length <= maximumPlacementCharacters &&
    placement.split('').every((character) => placementCharacters.includes(character))
  ) {
    return null;
  }
  return describeProblem(path, quote(placement), `1 to ${maximumPlacementCharacters} letters, digits, "_" and "-"`);
}

/** The place that is meant when none, or one, is named. */
export function placementOrDefault(placement: string | null | undefined): string {
  return placement ?? defaultPlacement;
}

/** Drops absent and null members: an absent field is an absent attribute. */
export function withoutNulls(record: Record<string, unknown>): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  Object.entries(record).forEach(([name, value]) => {
    if (value !== null && value !== undefined) kept[name] = value;
  });
  return kept;
}
