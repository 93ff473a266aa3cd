import type { Item, PutItemInput } from '../../schema/generated/types.ts';
import { fitsInBytes } from './byteLength.ts';
import { idProblem, isStorableNumber } from './checks.ts';
import { parseInstant, toInstant } from './instant.ts';
import { describeInvalidInput, quote } from './invalidInput.ts';
import { jsonObjectProblem } from './jsonObject.ts';
import { withoutNulls } from './withoutNulls.ts';

/** An item as the catalogue stores it: docs/contracts.md. */
export type StoredItem = Omit<PutItemInput, 'attributes'> & {
  /** JSON text. */
  attributes?: string | null;
  createdAt: string;
  updatedAt: string;
};

/** Every attribute of an item that its writer decides. */
export const itemFields = [
  'title',
  'description',
  'categories',
  'tags',
  'brand',
  'creator',
  'price',
  'imageUrl',
  'availableFrom',
  'availableUntil',
  'hidden',
  'attributes',
];

/** Most bytes of each text field. */
const textLimits: Record<string, number> = {
  title: 1024,
  description: 8192,
  brand: 256,
  creator: 256,
  imageUrl: 2048,
};
const listLimits: Record<string, number> = { categories: 20, tags: 50 };
const MAXIMUM_ATTRIBUTES_BYTES = 16_384;

/** Why an item is refused, as the message of `InvalidInput`, or null. */
export function itemProblem(input: PutItemInput, argument: string): string | null {
  const id = idProblem(input.itemId);
  if (id) return describeInvalidInput(`${argument}.itemId`, id.received, id.allowed);
  const fields = input as unknown as Record<string, unknown>;
  const longText = Object.keys(textLimits).find((name) => {
    const text = fields[name] as string | null | undefined;
    return text !== null && text !== undefined && !fitsInBytes(text, textLimits[name]);
  });
  if (longText) {
    return describeInvalidInput(`${argument}.${longText}`, 'a longer text', `at most ${textLimits[longText]} bytes`);
  }
  const { price } = input;
  if (typeof price === 'number' && (price < 0 || !isStorableNumber(price))) {
    return describeInvalidInput(`${argument}.price`, `${price}`, '0 to 1e15');
  }
  return (
    membersProblem(fields, argument) ??
    availabilityProblem(input, argument) ??
    jsonObjectProblem(`${argument}.attributes`, input.attributes, MAXIMUM_ATTRIBUTES_BYTES)
  );
}

function membersProblem(fields: Record<string, unknown>, argument: string): string | null {
  const name = Object.keys(listLimits).find((list) => {
    const members = (fields[list] as string[] | null | undefined) ?? [];
    return members.length > listLimits[list] || members.some((member) => idProblem(member));
  });
  if (!name) return null;
  const members = (fields[name] as string[] | null | undefined) ?? [];
  return members.length > listLimits[name]
    ? describeInvalidInput(`${argument}.${name}`, `${members.length} entries`, `at most ${listLimits[name]}`)
    : describeInvalidInput(`${argument}.${name}`, 'an entry that is empty or too long', 'entries of 1 to 256 bytes');
}

function availabilityProblem(input: PutItemInput, argument: string): string | null {
  const from = input.availableFrom ? parseInstant(input.availableFrom) : null;
  const until = input.availableUntil ? parseInstant(input.availableUntil) : null;
  if (input.availableFrom && from === null) {
    return describeInvalidInput(`${argument}.availableFrom`, quote(input.availableFrom), 'an ISO 8601 instant');
  }
  if (input.availableUntil && until === null) {
    return describeInvalidInput(`${argument}.availableUntil`, quote(input.availableUntil), 'an ISO 8601 instant');
  }
  return from !== null && until !== null && until <= from
    ? describeInvalidInput(`${argument}.availableUntil`, quote(input.availableUntil), 'an instant after availableFrom')
    : null;
}

/** The record of an item that has passed `itemProblem`; instants in the one form that compares as text. */
export function toStoredItem(input: PutItemInput, createdAt: string, updatedAt: string): StoredItem {
  return withoutNulls({
    ...input,
    availableFrom: input.availableFrom ? toInstant(parseInstant(input.availableFrom) ?? 0) : null,
    availableUntil: input.availableUntil ? toInstant(parseInstant(input.availableUntil) ?? 0) : null,
    attributes: input.attributes ? JSON.stringify(input.attributes) : null,
    createdAt,
    updatedAt,
  }) as unknown as StoredItem;
}

/** A stored item as the schema shows it. AppSync writes AWSJSON from objects, so the JSON text is parsed. */
export function toItem(stored: StoredItem): Item {
  return {
    ...stored,
    categories: stored.categories ?? [],
    tags: stored.tags ?? [],
    hidden: stored.hidden ?? false,
    attributes: stored.attributes ? JSON.parse(stored.attributes) : null,
  } as Item;
}

/** Whether an item may be in a list at an instant (compared as text: both are UTC with milliseconds). */
export function isAvailable(stored: StoredItem, instant: string): boolean {
  return (
    !stored.hidden &&
    (!stored.availableFrom || stored.availableFrom <= instant) &&
    (!stored.availableUntil || stored.availableUntil > instant)
  );
}
