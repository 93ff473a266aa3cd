import type { CatalogueItem } from '../contract/index.ts';

/** What serving needs of an item: the fields that filters, availability, freshness and diversity read. */
export function servedItem(item: CatalogueItem): CatalogueItem {
  const { itemId, title, categories, tags, brand, creator, price, availableFrom, availableUntil, hidden, createdAt } =
    item;
  return { itemId, title, categories, tags, brand, creator, price, availableFrom, availableUntil, hidden, createdAt };
}
