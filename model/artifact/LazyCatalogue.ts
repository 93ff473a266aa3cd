import type { CatalogueItem } from '../contract/index.ts';

const newline = 10;

/**
 * The catalogue of an artifact: a line of JSON with all item ids, then a line per item (null where the catalogue had no
 * such item). Items are read when they are asked for, because few requests have a filter and parsing all of them takes as
 * long as the rest of loading.
 */
export class LazyCatalogue {
  readonly itemIds: readonly string[];
  readonly #text: Buffer;
  /** Where each item's line begins; found at the first item. */
  #starts: Uint32Array | undefined;
  readonly #items = new Map<number, CatalogueItem>();

  constructor(text: Uint8Array<ArrayBuffer>) {
    this.#text = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    this.itemIds = JSON.parse(this.#text.toString('utf8', 0, this.#text.indexOf(newline))) as string[];
  }

  itemAt(index: number): CatalogueItem | undefined {
    let item = this.#items.get(index);
    if (item !== undefined) return item;
    this.#starts ??= this.#findLines();
    const line = this.#text.toString('utf8', this.#starts[index], this.#starts[index + 1]);
    const parsed = JSON.parse(line) as CatalogueItem | null;
    if (parsed === null) return undefined;
    item = Object.assign(parsed, { itemId: this.itemIds[index] });
    this.#items.set(index, item);
    return item;
  }

  #findLines(): Uint32Array {
    const starts = new Uint32Array(this.itemIds.length + 1);
    let at = 0;
    for (let index = 0; index < starts.length; index += 1) {
      at = this.#text.indexOf(newline, at) + 1;
      starts[index] = at;
    }
    return starts;
  }
}

/** The text that `LazyCatalogue` reads. */
export function catalogueText(itemIds: readonly string[], items: readonly (CatalogueItem | undefined)[]): string {
  const lines = items.map((item) => JSON.stringify(item === undefined ? null : { ...item, itemId: undefined }));
  return [JSON.stringify(itemIds), ...lines, ''].join('\n');
}
