/**
 * A sparse symmetric matrix over items (their Gram matrix). A pair is kept once, in the row of the item with fewer users,
 * so that no row grows long.
 */
export class ItemProducts {
  /** Place of each item when ordered by its number of users; ties by index. */
  readonly rank: Uint32Array;
  readonly #diagonal: Float64Array;
  readonly #rowItems: Uint32Array[] = [];
  readonly #rowValues: Float32Array[] = [];
  /** By item: 1 more than its place among those that are being filled in, 0 for all others. */
  readonly #places: Uint32Array;

  /** `users`: how many users each item has. */
  constructor(users: Uint32Array) {
    const items = users.length;
    this.#diagonal = new Float64Array(items);
    this.#places = new Uint32Array(items);
    const order = Uint32Array.from({ length: items }, (_, item) => item).sort((a, b) => users[a] - users[b] || a - b);
    this.rank = new Uint32Array(items);
    order.forEach((item, place) => (this.rank[item] = place));
  }

  /** Adds the next item's row: `sums[other]` for each of `others` (itself among them). */
  add(item: number, others: Uint32Array, sums: Float64Array): void {
    const { rank } = this;
    if (others.length > 0) this.#diagonal[item] = sums[item];
    const kept = others.filter((other) => rank[other] > rank[item]).sort();
    const values = new Float32Array(kept.length);
    for (let entry = 0; entry < kept.length; entry += 1) values[entry] = sums[kept[entry]];
    this.#rowItems.push(kept);
    this.#rowValues.push(values);
  }

  /** Writes the upper triangle of the products among `items`, which are in the order of `rank`, in rows of `width`. */
  fill(items: Uint32Array, matrix: Float64Array, width: number): void {
    const size = items.length;
    for (let place = 0; place < size; place += 1) this.#places[items[place]] = place + 1;
    for (let place = 0; place < size; place += 1) {
      const row = items[place];
      const start = place * width;
      matrix.fill(0, start, start + size);
      matrix[start + place] = this.#diagonal[row];
      const others = this.#rowItems[row];
      const values = this.#rowValues[row];
      const left = size - place - 1;
      if (others.length <= left * stepsPerSearch) {
        for (let entry = 0; entry < others.length; entry += 1) {
          const other = this.#places[others[entry]];
          if (other > 0) matrix[start + other - 1] = values[entry];
        }
        continue;
      }
      for (let other = place + 1; other < size; other += 1) {
        const entry = entryOf(others, items[other]);
        if (entry >= 0) matrix[start + other] = values[entry];
      }
    }
    for (const item of items) this.#places[item] = 0;
  }
}

/** Entries of a row that are read one after the other in the time that one of them is searched for. */
const stepsPerSearch = 50;

/** Where `item` stands in the ascending row, or -1. */
function entryOf(row: Uint32Array, item: number): number {
  let low = 0;
  let high = row.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (row[middle] < item) low = middle + 1;
    else high = middle;
  }
  return low < row.length && row[low] === item ? low : -1;
}
