import { idText, placementOrDefault, placementProblem } from '../../schema/contract/checks.ts';
import { defaultPageSize, maximumPageSize } from '../../schema/contract/limits.ts';
import { invalidInput, requireNone } from './invalidInput.ts';
import { lengthProblem } from './lengthProblem.ts';

/** The checks of arguments, each of which ends the request with `InvalidInput` when it does not hold. */

/** An id of 1 to 256 bytes. */
export function requireId(argument: string, id: string): void {
  requireNone(lengthProblem([idText(argument, id)]));
}

/** A number of a range, or its default when it was left out. */
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

/** The number of entries of a page. */
export function requireLimit(limit: number | null | undefined, fallback = defaultPageSize): number {
  return requireNumber('limit', limit, 1, maximumPageSize, fallback);
}

/** The name of a place in the product, or the usual place. */
export function requirePlacement(argument: string, placement: string | null | undefined): string {
  const name = placementOrDefault(placement);
  requireNone(placementProblem(argument, name));
  return name;
}

/** A list of ids, each valid. */
export function requireIds(argument: string, ids: string[] | null | undefined, fewest: number, most: number): string[] {
  const list = ids ?? [];
  if (list.length < fewest || list.length > most) {
    invalidInput(argument, `${list.length} ids`, fewest === 0 ? `at most ${most}` : `${fewest} to ${most}`);
  }
  requireNone(lengthProblem(list.map((id, index) => idText(`${argument}[${index}]`, id))));
  return list;
}

/** The number of entries of a batch. */
export function requireEntries(argument: string, count: number, most: number, noun: string): void {
  if (count < 1 || count > most) invalidInput(argument, `${count} ${noun}`, `1 to ${most}`);
}
