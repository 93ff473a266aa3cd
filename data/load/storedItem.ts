import { isDeepStrictEqual } from 'node:util';
import type { ItemRecord } from '../types.ts';
import type { TableItem } from './TableItem.ts';

/** An item as the catalogue holds it (docs/contracts.md), without the times of writing. */
export function storedItem(record: ItemRecord): TableItem {
  const stored: TableItem = { itemId: { S: record.itemId } };
  const texts = [
    'title',
    'description',
    'brand',
    'creator',
    'imageUrl',
    'availableFrom',
    'availableUntil',
    'attributes',
  ];
  for (const field of texts as (keyof ItemRecord)[]) {
    if (record[field] !== undefined) stored[field] = { S: record[field] as string };
  }
  for (const field of ['categories', 'tags'] as const) {
    const members = record[field];
    if (members && members.length > 0) stored[field] = { L: members.map((S) => ({ S })) };
  }
  if (record.price !== undefined) stored.price = { N: String(record.price) };
  if (record.hidden !== undefined) stored.hidden = { BOOL: record.hidden };
  return stored;
}

/** Whether an item is stored with this content already, whenever that was. */
export function hasContent(existing: TableItem, item: TableItem): boolean {
  const { createdAt: _createdAt, updatedAt: _updatedAt, ...content } = existing;
  return isDeepStrictEqual(content, item);
}
