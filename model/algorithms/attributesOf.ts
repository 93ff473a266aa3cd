import type { CatalogueItem } from '../contract/index.ts';

/** How strongly the kinds of attributes speak; words of a text are many and each says little. */
const fieldWeights = { category: 1, tag: 1, brand: 1, creator: 1, attribute: 1, word: 0.5 } as const;

/**
 * An item's attributes as "kind:value" with a weight each: its categories, tags, brand, creator, the plain values of
 * `attributes` (numbers only when whole, as they are then codes) and the words of title and description.
 */
export function attributesOf(item: CatalogueItem): Map<string, number> {
  const found = new Map<string, number>();
  const add = (kind: keyof typeof fieldWeights, name: string, value: unknown): void => {
    const text = String(value).trim();
    if (text !== '') found.set(`${name}:${text}`, fieldWeights[kind]);
  };
  for (const category of item.categories ?? []) add('category', 'category', category);
  for (const tag of item.tags ?? []) add('tag', 'tag', tag);
  if (item.brand) add('brand', 'brand', item.brand);
  if (item.creator) add('creator', 'creator', item.creator);
  for (const [name, value] of Object.entries(item.attributes ?? {})) {
    for (const one of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof one === 'string' || typeof one === 'boolean' || Number.isInteger(one)) add('attribute', name, one);
    }
  }
  for (const word of words(`${item.title ?? ''} ${item.description ?? ''}`)) add('word', 'word', word);
  return found;
}

/** Words of at least three letters or digits, in lower case, without accents. */
function words(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu) ?? []
  );
}
