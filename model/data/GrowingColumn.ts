type Column = Uint8Array | Int16Array | Uint32Array | Float32Array | Float64Array;

/** A typed array that grows by doubling. */
export class GrowingColumn<T extends Column> {
  readonly #create: (size: number) => T;
  #values: T;
  #length = 0;

  constructor(create: (size: number) => T) {
    this.#create = create;
    this.#values = create(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const grown = this.#create(this.#length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** The values so far: a view, not a copy. */
  values(): T {
    return this.#values.subarray(0, this.#length) as T;
  }
}
