import { util } from '@aws-appsync/utils';
import { fitsInBytes } from './byteLength.ts';
import { invalidInput, quote } from './invalidInput.ts';

export const MAXIMUM_ID_BYTES = 256;
export const MAXIMUM_PAGE = 100;

/** Why an id is refused, or null. */
export function idProblem(id: string): { received: string; allowed: string } | null {
  if (id.length > 0 && fitsInBytes(id, MAXIMUM_ID_BYTES)) return null;
  const received = id.length === 0 ? 'an empty text' : `${quote(id)} of ${id.length} characters`;
  return { received, allowed: `1 to ${MAXIMUM_ID_BYTES} bytes` };
}

/** Ids have 1 to 256 bytes. */
export function requireId(argument: string, id: string): void {
  const problem = idProblem(id);
  if (problem) invalidInput(argument, problem.received, problem.allowed);
}

/** A whole number of a range, or its default when it was left out. */
export function requireNumber(
  argument: string,
  value: number | null | undefined,
  smallest: number,
  largest: number,
  fallback: number,
): number {
  const number = value ?? fallback;
  if (number < smallest || number > largest) invalidInput(argument, `${number}`, `${smallest} to ${largest}`);
  return number;
}

/** Far inside the range of DynamoDB's numbers (1e-130 to 9.99e125), outside which it refuses the whole write. */
export function isStorableNumber(value: number): boolean {
  return value === 0 || (value >= 1e-15 && value <= 1e15) || (value <= -1e-15 && value >= -1e15);
}

/** The number of entries of a page: 1 to 100. */
export function requireLimit(limit: number | null | undefined, fallback: number): number {
  return requireNumber('limit', limit, 1, MAXIMUM_PAGE, fallback);
}

/** The name of a place in the product. */
export function requirePlacement(argument: string, placement: string | null | undefined): string {
  const name = placement ?? 'home';
  if (name.length > 64 || !util.matches('^[A-Za-z0-9_-]{1,64}$', name)) {
    invalidInput(argument, quote(name), '1 to 64 letters, digits, "_" and "-"');
  }
  return name;
}

/** A list of ids, each valid. */
export function requireIds(argument: string, ids: string[] | null | undefined, fewest: number, most: number): string[] {
  const list = ids ?? [];
  if (list.length < fewest || list.length > most) {
    invalidInput(argument, `${list.length} ids`, fewest === 0 ? `at most ${most}` : `${fewest} to ${most}`);
  }
  list.forEach((id, index) => requireId(`${argument}[${index}]`, id));
  return list;
}
