import type { PutItemInput } from '../generated/types.ts';
import {
  describeProblem,
  idText,
  isJsonObject,
  isStorableNumber,
  quote,
  withoutNulls,
  type BoundedText,
} from './checks.ts';
import { parseInstant, toInstant } from './instant.ts';
import {
  largestMagnitudeText,
  maximumCategories,
  maximumDescriptionBytes,
  maximumImageUrlBytes,
  maximumItemAttributesBytes,
  maximumNameBytes,
  maximumTags,
  maximumTitleBytes,
} from './limits.ts';

/** An item to write; `attributes` is the object that the JSON stood for. */
export type ItemInput = Omit<PutItemInput, 'attributes'> & { attributes?: unknown };

/** An item in the catalogue table (key: `itemId`). Fields that its writer left out are absent. */
export interface ItemRow {
  itemId: string;
  title?: string;
  description?: string;
  categories?: string[];
  tags?: string[];
  brand?: string;
  creator?: string;
  price?: number;
  imageUrl?: string;
  /** ISO 8601 in UTC with milliseconds, as all instants of a row. */
  availableFrom?: string;
  availableUntil?: string;
  hidden?: boolean;
  /** JSON text of an object. */
  attributes?: string;
  createdAt: string;
  updatedAt: string;
}

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

/** Most bytes of each text. */
const textBytes: Record<string, number> = {
  title: maximumTitleBytes,
  description: maximumDescriptionBytes,
  brand: maximumNameBytes,
  creator: maximumNameBytes,
  imageUrl: maximumImageUrlBytes,
};
/** Most entries of each list. */
const listEntries: Record<string, number> = { categories: maximumCategories, tags: maximumTags };

/**
 * Why an item is refused, lengths of texts aside (`itemTexts`), or null.
 *
 * @param prefix - what stands before the names of fields in the message: `input.`, or nothing
 */
export function itemProblem(input: ItemInput, prefix: string): string | null {
  const fields = input as Record<string, unknown>;
  const longList = Object.keys(listEntries).find((name) => entriesOf(fields, name).length > listEntries[name]);
  if (longList) {
    const received = `${entriesOf(fields, longList).length} entries`;
    return describeProblem(`${prefix}${longList}`, received, `at most ${listEntries[longList]}`);
  }
  const { price, availableFrom, availableUntil, attributes } = input;
  if (typeof price === 'number' && (price < 0 || !isStorableNumber(price))) {
    return describeProblem(`${prefix}price`, `${price}`, `0 to ${largestMagnitudeText}`);
  }
  const from = availableFrom ? parseInstant(availableFrom) : null;
  const until = availableUntil ? parseInstant(availableUntil) : null;
  if (availableFrom && from === null) {
    return describeProblem(`${prefix}availableFrom`, quote(availableFrom), 'an ISO 8601 instant');
  }
  if (availableUntil && until === null) {
    return describeProblem(`${prefix}availableUntil`, quote(availableUntil), 'an ISO 8601 instant');
  }
  if (from !== null && until !== null && until <= from) {
    return describeProblem(`${prefix}availableUntil`, quote(availableUntil), 'an instant after availableFrom');
  }
  return attributes === null || attributes === undefined || isJsonObject(attributes)
    ? null
    : describeProblem(`${prefix}attributes`, quote(attributes), 'a JSON object');
}

/** The texts of an item whose length is to be checked with `textProblem`. Call it for items without `itemProblem`. */
export function itemTexts(input: ItemInput, prefix: string): BoundedText[] {
  const fields = input as Record<string, unknown>;
  const texts = [idText(`${prefix}itemId`, input.itemId)];
  Object.keys(textBytes).forEach((name) => {
    const text = fields[name] as string | null | undefined;
    if (text) texts.push({ path: `${prefix}${name}`, text, form: 'TEXT', maximumBytes: textBytes[name] });
  });
  Object.keys(listEntries).forEach((name) => {
    entriesOf(fields, name).forEach((entry, index) => {
      texts.push(idText(`${prefix}${name}[${index}]`, entry));
    });
  });
  if (input.attributes) {
    const text = JSON.stringify(input.attributes);
    texts.push({ path: `${prefix}attributes`, text, form: 'JSON', maximumBytes: maximumItemAttributesBytes });
  }
  return texts;
}

function entriesOf(fields: Record<string, unknown>, name: string): string[] {
  return (fields[name] as string[] | null | undefined) ?? [];
}

/** The row of an item that has no problem. `createdAt` and `updatedAt` are instants as `toInstant` writes them. */
export function itemRow(input: ItemInput, createdAt: string, updatedAt: string): ItemRow {
  return withoutNulls({
    ...input,
    availableFrom: input.availableFrom ? toInstant(parseInstant(input.availableFrom) ?? 0) : null,
    availableUntil: input.availableUntil ? toInstant(parseInstant(input.availableUntil) ?? 0) : null,
    attributes: input.attributes ? JSON.stringify(input.attributes) : null,
    createdAt,
    updatedAt,
  }) as unknown as ItemRow;
}
