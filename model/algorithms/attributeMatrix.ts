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
  const { names: all, counts, ends, entries, weights } = collectAttributes(catalogue.items);
  const kept = Array.from(all.keys())
    .filter((attribute) => counts[attribute] >= leastItems)
    .sort((a, b) => counts[b] - counts[a] || (all[a] < all[b] ? -1 : 1))
    .slice(0, limit);
  const indexOf = new Int32Array(all.length).fill(-1);
  kept.forEach((attribute, index) => (indexOf[attribute] = index));
  const described = Math.max(1, ends.filter((end, item) => end > (item === 0 ? 0 : ends[item - 1])).length);
  const rarity = Float64Array.from(kept, (attribute) => Math.log(1 + described / counts[attribute]));

  const size = entries.filter((attribute) => indexOf[attribute] >= 0).length;
  const offsets = new Uint32Array(ends.length + 1);
  const indices = new Uint32Array(size);
  const values = new Float32Array(size);
  let next = 0;
  ends.forEach((end, item) => {
    const row: [number, number][] = [];
    for (let at = item === 0 ? 0 : ends[item - 1]; at < end; at += 1) {
      const index = indexOf[entries[at]];
      if (index >= 0) row.push([index, weights[at] * rarity[index]]);
    }
    const length = Math.sqrt(row.reduce((sum, [, value]) => sum + value * value, 0));
    for (const [index, value] of row.sort(([a], [b]) => a - b)) {
      indices[next] = index;
      values[next] = value / length;
      next += 1;
    }
    offsets[item + 1] = next;
  });
  return { names: kept.map((attribute) => all[attribute]), offsets, indices, values };
}

/** The attributes of a catalogue by their numbers: texts of every item by themselves would fill the memory. */
interface CollectedAttributes {
  /** By number, in the order in which they came up. */
  readonly names: readonly string[];
  /** How many items carry each. */
  readonly counts: readonly number[];
  /** Item i has the entries from ends[i - 1] to ends[i]. */
  readonly ends: Uint32Array;
  readonly entries: Uint32Array;
  readonly weights: Float32Array;
}

function collectAttributes(items: Dataset['items']): CollectedAttributes {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const ends = new Uint32Array(items.length);
  const entries: number[] = [];
  const weights: number[] = [];
  items.forEach((item, index) => {
    for (const [name, weight] of item === undefined ? [] : attributesOf(item)) {
      let number = numbers.get(name);
      if (number === undefined) {
        number = counts.length;
        numbers.set(name, number);
        counts.push(0);
      }
      counts[number] += 1;
      entries.push(number);
      weights.push(weight);
    }
    ends[index] = entries.length;
  });
  return {
    ...{ names: [...numbers.keys()], counts, ends },
    ...{ entries: Uint32Array.from(entries), weights: Float32Array.from(weights) },
  };
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

const plainText = /^[\x00-\x7f]*$/;

/** Words of at least three letters or digits, in lower case, without accents. */
function words(text: string): string[] {
  if (plainText.test(text)) return text.toLowerCase().match(/[a-z0-9]{3,}/g) ?? [];
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu) ?? []
  );
}
