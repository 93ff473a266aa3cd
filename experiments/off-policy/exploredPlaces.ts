import { largestExplorationPool } from '../../schema/contract/limits.ts';
import {
  exploredMark,
  exploredPlaceLength,
  maximumLoggedPlaces,
  type ExploredPlace,
} from '../../schema/contract/recommendationId.ts';

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
const itemDigits = exploredPlaceLength - 2;

/**
 * The explored places of a list, as the list's id tells them.
 * @param places in the order of the list; the first ones are told
 * @returns null when there is nothing to tell
 */
export function writeExploredPlaces(places: readonly (ExploredPlace & { itemId: string })[]): string | null {
  // A rank is written from 0, so that one digit tells 32.
  const texts = places
    .slice(0, maximumLoggedPlaces)
    .map(({ itemId, rank, pool }) => nameOfItem(itemId) + digits[rank - 1] + digits[pool - 1]);
  return texts.length > 0 ? exploredMark + texts.join('') : null;
}

/** How the place of an item was drawn; null for an item whose place was not explored, or not logged. */
export function exploredPlaceOf(explored: string | null, itemId: string): ExploredPlace | null {
  const places = explored?.slice(exploredMark.length).match(/.{6}/g) ?? [];
  const name = nameOfItem(itemId);
  const found = places.find((place) => place.startsWith(name));
  if (found === undefined) return null;
  const [rank, pool] = [...found.slice(itemDigits)].map((digit) => digits.indexOf(digit) + 1);
  return rank > 0 && rank <= pool && pool <= largestExplorationPool ? { rank, pool } : null;
}

/** FNV-1a in four digits: of a hundred items, one list in some two thousand takes one for an explored one. */
function nameOfItem(itemId: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < itemId.length; index += 1) {
    value = Math.imul(value ^ itemId.charCodeAt(index), 0x01000193);
  }
  return ((value >>> 0) % digits.length ** itemDigits).toString(digits.length).padStart(itemDigits, '0');
}
