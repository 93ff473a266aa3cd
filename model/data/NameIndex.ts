/** Gives names dense indices in the order of their first appearance. */
export class NameIndex {
  readonly #indices = new Map<string, number>();

  get size(): number {
    return this.#indices.size;
  }

  /** The name's index, new or known. */
  indexOf(name: string): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    const index = this.#indices.size;
    this.#indices.set(name, index);
    return index;
  }

  names(): string[] {
    return [...this.#indices.keys()];
  }
}
