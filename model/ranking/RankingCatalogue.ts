import type { CatalogueItem } from '../contract/index.ts';
import type { Catalogue } from '../hybrid/HybridModel.ts';

/** What re-ranking reads per item, worked out once when a model is loaded. */
export class RankingCatalogue {
  readonly items: readonly CatalogueItem[];
  /** 1 where the item may never be shown. */
  readonly hidden: Uint8Array;
  /** Milliseconds between which the item may be shown; -Infinity and Infinity where it is not limited. */
  readonly availableFrom: Float64Array;
  readonly availableUntil: Float64Array;
  /** Since when the item is there (availability, else creation), NaN where unknown. */
  readonly since: Float64Array;
  /** Sorted ids of the item's attributes: item i owns attributeIds[attributeOffsets[i]] to attributeOffsets[i + 1]. */
  readonly attributeOffsets: Uint32Array;
  readonly attributeIds: Uint32Array;

  constructor({ itemIds, items }: Catalogue) {
    this.items = itemIds.map((itemId, index) => items[index] ?? { itemId });
    this.hidden = Uint8Array.from(this.items, (item) => (item.hidden === true ? 1 : 0));
    this.availableFrom = instants(this.items, (item) => item.availableFrom, Number.NEGATIVE_INFINITY);
    this.availableUntil = instants(this.items, (item) => item.availableUntil, Number.POSITIVE_INFINITY);
    this.since = instants(this.items, (item) => item.availableFrom ?? item.createdAt, Number.NaN);

    const idOf = new Map<string, number>();
    const perItem = this.items.map((item) => {
      const ids = attributesOf(item).map((attribute) => {
        const known = idOf.get(attribute);
        if (known !== undefined) return known;
        idOf.set(attribute, idOf.size);
        return idOf.size - 1;
      });
      return [...new Set(ids)].sort((a, b) => a - b);
    });
    this.attributeOffsets = new Uint32Array(this.items.length + 1);
    perItem.forEach((ids, item) => (this.attributeOffsets[item + 1] = this.attributeOffsets[item] + ids.length));
    this.attributeIds = Uint32Array.from(perItem.flat());
  }

  isAvailable(item: number, now: number): boolean {
    return this.hidden[item] === 0 && this.availableFrom[item] <= now && now < this.availableUntil[item];
  }

  /** Shared attributes as a part of all attributes of the two (Jaccard), 0 when neither has any. */
  attributeSimilarity(left: number, right: number): number {
    let a = this.attributeOffsets[left];
    let b = this.attributeOffsets[right];
    const aEnd = this.attributeOffsets[left + 1];
    const bEnd = this.attributeOffsets[right + 1];
    const total = aEnd - a + bEnd - b;
    let shared = 0;
    while (a < aEnd && b < bEnd) {
      const difference = this.attributeIds[a] - this.attributeIds[b];
      if (difference === 0) shared += 1;
      if (difference <= 0) a += 1;
      if (difference >= 0) b += 1;
    }
    return total === 0 ? 0 : shared / (total - shared);
  }
}

function attributesOf({ categories = [], tags = [], brand, creator }: CatalogueItem): string[] {
  return [
    ...categories.map((category) => `category:${category}`),
    ...tags.map((tag) => `tag:${tag}`),
    ...(brand === undefined ? [] : [`brand:${brand}`]),
    ...(creator === undefined ? [] : [`creator:${creator}`]),
  ];
}

function instants(
  items: readonly CatalogueItem[],
  read: (item: CatalogueItem) => string | undefined,
  absent: number,
): Float64Array {
  return Float64Array.from(items, (item) => {
    const text = read(item);
    const time = text === undefined ? Number.NaN : Date.parse(text);
    return Number.isNaN(time) ? absent : time;
  });
}
