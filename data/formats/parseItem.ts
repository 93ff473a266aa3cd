import type { ItemRecord } from '../types.ts';
import { booleanField, idField, instantField, jsonField, listField, numberField, textField } from './fields.ts';
import { RejectedLine } from './RejectedLine.ts';

/** The fields of an item in files, those of `PutItemInput`. */
export const itemFields = [
  'itemId',
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
] as const;

const known = new Set<string>(itemFields);

/** @throws RejectedLine with the field that breaks a rule. */
export function parseItem(object: Record<string, unknown>): ItemRecord {
  const unknown = Object.keys(object).find((field) => !known.has(field));
  if (unknown !== undefined) {
    throw new RejectedLine(`there is no field ${JSON.stringify(unknown)}; what has no field belongs into attributes`);
  }
  const imageUrl = textField(object.imageUrl, 'imageUrl', 2048);
  if (imageUrl !== undefined && !URL.canParse(imageUrl)) throw new RejectedLine(`imageUrl must be a URL: ${imageUrl}`);
  return {
    itemId: idField(object.itemId, 'itemId'),
    title: textField(object.title, 'title'),
    description: textField(object.description, 'description'),
    categories: listField(object.categories, 'categories', 20),
    tags: listField(object.tags, 'tags', 50),
    brand: textField(object.brand, 'brand'),
    creator: textField(object.creator, 'creator'),
    price: numberField(object.price, 'price', { minimum: 0 }),
    imageUrl,
    availableFrom: instantField(object.availableFrom, 'availableFrom'),
    availableUntil: instantField(object.availableUntil, 'availableUntil'),
    hidden: booleanField(object.hidden, 'hidden'),
    attributes: jsonField(object.attributes, 'attributes', 16 * 1024),
  };
}
