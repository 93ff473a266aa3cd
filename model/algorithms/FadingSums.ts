import type { AdamTable } from './AdamTable.ts';

/** A run of one user's items, oldest first: each is told by those before it. */
export interface Piece {
  /** First entry of the matrix, and one behind the last. */
  readonly start: number;
  readonly end: number;
}

/**
 * The histories of a batch as queries: at each place the items' vectors so far, faded at several paces, mixed and brought
 * to unit mean square. `forward` works them out, `backward` hands gradients on to the items and the mix.
 */
export class FadingSums {
  readonly #inputs: AdamTable;
  readonly #mix: AdamTable;
  readonly #paces: readonly number[];
  readonly #dimensions: number;
  /** Places x paces x dimensions. */
  readonly #states: Float32Array;
  readonly #scales: Float32Array;
  readonly #kept: Float32Array;
  readonly #carried: Float32Array;
  /** Places x dimensions. */
  readonly queries: Float32Array;

  constructor(inputs: AdamTable, mix: AdamTable, paces: readonly number[], mostPlaces: number) {
    this.#inputs = inputs;
    this.#mix = mix;
    this.#paces = paces;
    this.#dimensions = inputs.columns;
    this.#states = new Float32Array(mostPlaces * paces.length * inputs.columns);
    this.#scales = new Float32Array(mostPlaces);
    this.#kept = new Float32Array(mostPlaces);
    this.#carried = new Float32Array(paces.length * inputs.columns);
    this.queries = new Float32Array(mostPlaces * inputs.columns);
  }

  /** `keep` says for each event what it counts: 0 where it is left out. */
  forward(pieces: readonly Piece[], items: Uint32Array, keep: () => number): void {
    let place = 0;
    for (const { start, end } of pieces) {
      for (let entry = start; entry + 1 < end; entry += 1, place += 1) {
        this.#kept[place] = keep();
        this.#advance(place, items[entry], entry === start);
      }
    }
  }

  /** `gradients`: places x dimensions, of the queries. */
  backward(pieces: readonly Piece[], items: Uint32Array, gradients: Float32Array): void {
    for (let pace = 0; pace < this.#paces.length; pace += 1) this.#mix.touch(pace);
    let place = pieces.reduce((sum, { start, end }) => sum + end - start - 1, 0);
    for (let index = pieces.length - 1; index >= 0; index -= 1) {
      const { start, end } = pieces[index];
      this.#carried.fill(0);
      for (let entry = end - 2; entry >= start; entry -= 1) {
        place -= 1;
        this.#retreat(place, items[entry], gradients);
      }
    }
  }

  #advance(place: number, item: number, isFirst: boolean): void {
    const dimensions = this.#dimensions;
    const paces = this.#paces;
    const states = this.#states;
    const queries = this.queries;
    const inputs = this.#inputs.values;
    const mix = this.#mix.values;
    const width = paces.length * dimensions;
    const from = item * dimensions;
    const query = place * dimensions;
    const state = place * width;
    const keep = this.#kept[place];
    for (let index = 0; index < dimensions; index += 1) queries[query + index] = 0;
    for (let pace = 0; pace < paces.length; pace += 1) {
      const fade = paces[pace];
      const add = (1 - fade) * keep;
      const at = pace * dimensions;
      for (let index = 0; index < dimensions; index += 1) {
        const before = isFirst ? 0 : states[state - width + at + index];
        const value = fade * before + add * inputs[from + index];
        states[state + at + index] = value;
        queries[query + index] += mix[at + index] * value;
      }
    }
    let squares = 0;
    for (let index = 0; index < dimensions; index += 1) squares += queries[query + index] * queries[query + index];
    const scale = 1 / Math.sqrt(squares / dimensions + smallestSquare);
    this.#scales[place] = scale;
    for (let index = 0; index < dimensions; index += 1) queries[query + index] *= scale;
  }

  #retreat(place: number, item: number, gradients: Float32Array): void {
    const dimensions = this.#dimensions;
    const paces = this.#paces;
    const states = this.#states;
    const queries = this.queries;
    const carried = this.#carried;
    const mix = this.#mix.values;
    const ofMix = this.#mix.gradients;
    const ofInputs = this.#inputs.gradients;
    const query = place * dimensions;
    const state = place * paces.length * dimensions;
    const scale = this.#scales[place];
    const keep = this.#kept[place];
    // What would only lengthen the query changes nothing.
    let along = 0;
    for (let index = 0; index < dimensions; index += 1) along += gradients[query + index] * queries[query + index];
    along /= dimensions;
    const to = this.#inputs.touch(item);
    for (let pace = 0; pace < paces.length; pace += 1) {
      const fade = paces[pace];
      const add = (1 - fade) * keep;
      const at = pace * dimensions;
      for (let index = 0; index < dimensions; index += 1) {
        const gradient = scale * (gradients[query + index] - along * queries[query + index]);
        ofMix[at + index] += gradient * states[state + at + index];
        const total = gradient * mix[at + index] + carried[at + index];
        ofInputs[to + index] += add * total;
        carried[at + index] = fade * total;
      }
    }
  }
}

/** Added to the mean square of a query, so that one without events stays at zero. */
export const smallestSquare = 1e-6;
