import { topK } from '../kernels/index.ts';

/** A sparse item-item matrix by rows: row h holds what an event on item h adds to the score of each other item. */
export interface ItemRows {
  readonly offsets: Uint32Array;
  /** 16 bits in an artifact whose items can be numbered so. */
  readonly indices: Uint32Array | Uint16Array;
  readonly values: Float32Array;
}

/** How many entries a matrix of all items may keep in total, so that an artifact stays small (8 bytes an entry). */
const entryBudget = 6_000_000;

/**
 * Entries to keep per row: everything for small catalogues; above that a share of the budget, at least 200, with which
 * a dense matrix loses next to nothing.
 */
export function rowLimit(items: number): number {
  return Math.min(items, Math.max(200, Math.floor(entryBudget / Math.max(1, items))));
}

/** Collects rows one by one, keeping the `limit` entries of largest magnitude of each, in ascending item order. */
export class ItemRowsBuilder {
  readonly #limit: number;
  readonly #offsets: Uint32Array;
  readonly #magnitudes: Float32Array;
  readonly #places: Uint32Array;
  readonly #dense: Float32Array;
  #indices: Uint32Array;
  #values: Float32Array;
  #row = 0;
  #size = 0;

  constructor(items: number, limit: number = rowLimit(items)) {
    this.#limit = limit;
    this.#offsets = new Uint32Array(items + 1);
    this.#magnitudes = new Float32Array(items);
    this.#places = new Uint32Array(items);
    this.#dense = new Float32Array(items);
    this.#indices = new Uint32Array(Math.max(1024, items * 16));
    this.#values = new Float32Array(this.#indices.length);
  }

  /** Adds the next row: `values[k]` for item `indices[k]`, or for item k itself when `indices` is undefined. */
  push(values: ArrayLike<number>, indices: Uint32Array | undefined, length: number = values.length): void {
    const kept = this.#strongest(values, length);
    for (let place = 0; place < kept.length; place += 1) {
      const entry = kept[place];
      const item = indices === undefined ? entry : indices[entry];
      this.#dense[item] = values[entry];
      kept[place] = item;
    }
    // Items are sorted as plain numbers, which is far faster than sorting entries by a comparison.
    kept.sort();
    this.#reserve(kept.length);
    for (const item of kept) {
      this.#indices[this.#size] = item;
      this.#values[this.#size] = this.#dense[item];
      this.#size += 1;
    }
    this.#row += 1;
    this.#offsets[this.#row] = this.#size;
  }

  /** Places of the entries of largest magnitude, zeros left out. */
  #strongest(values: ArrayLike<number>, length: number): Uint32Array {
    let count = 0;
    for (let entry = 0; entry < length; entry += 1) {
      const value = values[entry];
      this.#magnitudes[entry] = value === 0 ? Number.NEGATIVE_INFINITY : Math.abs(value);
      if (value !== 0) this.#places[count++] = entry;
    }
    return count <= this.#limit ? this.#places.slice(0, count) : topK(this.#magnitudes, this.#limit, length).slice();
  }

  build(): ItemRows {
    return {
      offsets: this.#offsets,
      indices: this.#indices.slice(0, this.#size),
      values: this.#values.slice(0, this.#size),
    };
  }

  #reserve(extra: number): void {
    if (this.#size + extra <= this.#indices.length) return;
    const capacity = Math.max(this.#size + extra, this.#indices.length * 2);
    const indices = new Uint32Array(capacity);
    const values = new Float32Array(capacity);
    indices.set(this.#indices.subarray(0, this.#size));
    values.set(this.#values.subarray(0, this.#size));
    this.#indices = indices;
    this.#values = values;
  }
}
