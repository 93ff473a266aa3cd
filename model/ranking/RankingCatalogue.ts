import type { CatalogueItem } from '../contract/index.ts';
import type { Catalogue } from '../data/Dataset.ts';

/** What re-ranking reads per item, as arrays: worked out in training, because reading dates and texts takes long. */
export interface RankingArrays {
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
}

export function rankingArrays({ itemIds, items }: Catalogue): RankingArrays {
  const idOf = new Map<string, number>();
  const attributeOffsets = new Uint32Array(itemIds.length + 1);
  const attributeIds: number[] = [];
  items.forEach((item, index) => {
    const ids = new Set<number>();
    for (const attribute of item === undefined ? [] : attributesOf(item)) {
      const known = idOf.get(attribute);
      if (known === undefined) idOf.set(attribute, idOf.size);
      ids.add(known ?? idOf.size - 1);
    }
    attributeIds.push(...[...ids].sort((a, b) => a - b));
    attributeOffsets[index + 1] = attributeIds.length;
  });
  return {
    hidden: Uint8Array.from(items, (item) => (item?.hidden === true ? 1 : 0)),
    availableFrom: instants(items, (item) => item.availableFrom, Number.NEGATIVE_INFINITY),
    availableUntil: instants(items, (item) => item.availableUntil, Number.POSITIVE_INFINITY),
    since: instants(items, (item) => item.availableFrom ?? item.createdAt, Number.NaN),
    attributeOffsets,
    attributeIds: Uint32Array.from(attributeIds),
  };
}

/** Where items come from. */
export interface ItemSource {
  readonly itemIds: readonly string[];
  /** The item's fields, undefined where the catalogue has no such item. */
  itemAt(index: number): CatalogueItem | undefined;
}

/** The catalogue as re-ranking sees it. */
export class RankingCatalogue {
  readonly #catalogue: ItemSource;
  readonly #arrays: RankingArrays;
  /** Made when first asked for: few requests need it, and it reads all items. */
  #byCategory: Map<string, number[]> | undefined;

  constructor(catalogue: ItemSource, arrays: RankingArrays) {
    this.#catalogue = catalogue;
    this.#arrays = arrays;
  }

  /** The catalogue of a dataset. */
  static of(catalogue: Catalogue): RankingCatalogue {
    const { itemIds, items } = catalogue;
    return new RankingCatalogue({ itemIds, itemAt: (index) => items[index] }, rankingArrays(catalogue));
  }

  /** The item's fields; only its id where the catalogue has no such item. */
  item(index: number): CatalogueItem {
    return this.#catalogue.itemAt(index) ?? { itemId: this.#catalogue.itemIds[index] };
  }

  /** The items of a category, in ascending order. */
  itemsOfCategory(category: string): readonly number[] {
    this.#byCategory ??= this.#groupByCategory();
    return this.#byCategory.get(category) ?? [];
  }

  #groupByCategory(): Map<string, number[]> {
    const groups = new Map<string, number[]>();
    for (let index = 0; index < this.#catalogue.itemIds.length; index += 1) {
      for (const category of new Set(this.#catalogue.itemAt(index)?.categories)) {
        const group = groups.get(category);
        if (group) group.push(index);
        else groups.set(category, [index]);
      }
    }
    return groups;
  }

  /** Since when the item is there, in milliseconds; NaN where unknown. */
  since(item: number): number {
    return this.#arrays.since[item];
  }

  get hasAttributes(): boolean {
    return this.#arrays.attributeIds.length > 0;
  }

  isAvailable(item: number, now: number): boolean {
    const { hidden, availableFrom, availableUntil } = this.#arrays;
    return hidden[item] === 0 && availableFrom[item] <= now && now < availableUntil[item];
  }

  /** Shared attributes as a part of all attributes of the two (Jaccard), 0 when neither has any. */
  attributeSimilarity(left: number, right: number): number {
    const { attributeOffsets, attributeIds } = this.#arrays;
    let a = attributeOffsets[left];
    let b = attributeOffsets[right];
    const aEnd = attributeOffsets[left + 1];
    const bEnd = attributeOffsets[right + 1];
    const total = aEnd - a + bEnd - b;
    let shared = 0;
    while (a < aEnd && b < bEnd) {
      const difference = attributeIds[a] - attributeIds[b];
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
  items: Catalogue['items'],
  read: (item: CatalogueItem) => string | undefined,
  absent: number,
): Float64Array {
  return Float64Array.from(items, (item) => {
    const text = item === undefined ? undefined : read(item);
    const time = text === undefined ? Number.NaN : Date.parse(text);
    return Number.isNaN(time) ? absent : time;
  });
}
