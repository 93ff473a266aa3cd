import type { CatalogueItem } from '../contract/index.ts';
import type { Dataset } from '../data/Dataset.ts';

/** Items by attributes, rows of length 1 (or empty): term frequency times inverse document frequency. */
export interface AttributeMatrix {
  readonly names: readonly string[];
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
  readonly values: Float32Array;
}

/** An attribute must be on this many items to say anything about another one. */
const leastItems = 2;

/**
 * The TF-IDF matrix of the catalogue (Salton and Buckley 1988). Of the attributes that at least two items carry, the
 * `limit` most frequent are kept; those on more than half of the items are weak by their weight, not by a rule.
 */
export function attributeMatrix(catalogue: Pick<Dataset, 'itemIds' | 'items'>, limit = 20_000): AttributeMatrix {
  const perItem = catalogue.items.map((item) => (item === undefined ? new Map<string, number>() : attributesOf(item)));
  const frequency = new Map<string, number>();
  for (const attributes of perItem) {
    for (const name of attributes.keys()) frequency.set(name, (frequency.get(name) ?? 0) + 1);
  }
  const names = [...frequency]
    .filter(([, count]) => count >= leastItems)
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, limit)
    .map(([name]) => name);
  const indexOfName = new Map(names.map((name, index) => [name, index]));
  const described = Math.max(1, perItem.filter((attributes) => attributes.size > 0).length);
  const rarity = Float64Array.from(names, (name) => Math.log(1 + described / (frequency.get(name) ?? 1)));

  const offsets = new Uint32Array(perItem.length + 1);
  const indices: number[] = [];
  const values: number[] = [];
  perItem.forEach((attributes, item) => {
    const entries: [number, number][] = [];
    for (const [name, weight] of attributes) {
      const index = indexOfName.get(name);
      if (index !== undefined) entries.push([index, weight * rarity[index]]);
    }
    const length = Math.sqrt(entries.reduce((sum, [, value]) => sum + value * value, 0));
    for (const [index, value] of entries.sort(([a], [b]) => a - b)) {
      indices.push(index);
      values.push(value / length);
    }
    offsets[item + 1] = indices.length;
  });
  return { names, offsets, indices: Uint32Array.from(indices), values: Float32Array.from(values) };
}

/** How strongly the kinds of attributes speak; words of a text are many and each says little. */
const fieldWeights = { category: 1, tag: 1, brand: 1, creator: 1, attribute: 1, word: 0.5 } as const;

/**
 * An item's attributes as "kind:value" with a weight each: its categories, tags, brand, creator, the plain values of
 * `attributes` (numbers only when whole, as they are then codes) and the words of title and description.
 */
function attributesOf(item: CatalogueItem): Map<string, number> {
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
