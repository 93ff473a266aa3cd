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

  /** `users`: how many users each item has. */
  constructor(users: Uint32Array) {
    const items = users.length;
    this.#diagonal = new Float64Array(items);
    const order = Uint32Array.from({ length: items }, (_, item) => item).sort((a, b) => users[a] - users[b] || a - b);
    this.rank = new Uint32Array(items);
    order.forEach((item, place) => (this.rank[item] = place));
  }

  /** Adds the next item's row: `sums[other]` for each of `others` (itself among them). */
  add(item: number, others: Uint32Array, sums: Float64Array): void {
    const { rank } = this;
    if (others.length > 0) this.#diagonal[item] = sums[item];
    const kept = others.filter((other) => rank[other] > rank[item]).sort();
    this.#rowItems.push(kept);
    this.#rowValues.push(Float32Array.from(kept, (other) => sums[other]));
  }

  /** Writes the lower triangle of the products among `items`, which are in the order of `rank`, row-major. */
  fill(items: Uint32Array, matrix: Float64Array): void {
    const size = items.length;
    for (let column = 0; column < size; column += 1) {
      matrix[column * size + column] = this.#diagonal[items[column]];
      for (let row = column + 1; row < size; row += 1) {
        matrix[row * size + column] = this.#inRow(items[column], items[row]);
      }
    }
  }

  #inRow(row: number, item: number): number {
    const items = this.#rowItems[row];
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (items[middle] < item) low = middle + 1;
      else high = middle;
    }
    return low < items.length && items[low] === item ? this.#rowValues[row][low] : 0;
  }
}
