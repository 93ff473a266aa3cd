import type { UserItemMatrix } from '../data/UserItemMatrix.ts';
import { gemm } from '../kernels/index.ts';
import { countUpTo } from '../statistics/countUpTo.ts';
import { shuffle } from '../statistics/createRandom.ts';
import type { Random } from '../statistics/createRandom.ts';
import { AdamTable } from './AdamTable.ts';
import { FadingSums } from './FadingSums.ts';
import type { Piece } from './FadingSums.ts';

export interface FadingFactorsParameters {
  /** Length of an item's vectors, a multiple of 4. */
  dimensions: number;
  epochs: number;
  learningRate: number;
  /** Other items that each item which came next is told apart from. */
  rivals: number;
  /** Part of the events that are left out of a history while it teaches. */
  dropout: number;
  /** What an event is worth as a part of the one after it, once per pace. */
  paces: readonly number[];
  /** Events of a user that teach at most, the newest. */
  longestHistory: number;
}

export interface LearnedFactors {
  /** Items x dimensions: what an item of the history says. */
  readonly inputs: Float32Array;
  /** Items x dimensions: what is said of an item. */
  readonly outputs: Float32Array;
  /** Paces x dimensions: how much each pace is listened to. */
  readonly mix: Float32Array;
}

/** Places of one batch at most. */
const batchPlaces = 512;
/** Rivals are drawn in proportion to their count to this power. */
const drawExponent = 0.75;
const startDeviation = 0.02;
/** Odds against the right answer are cut here (e to this power): beyond, the gradient is the same. */
const mostLogOdds = 30;

/** Learns the vectors of `FadingFactors`, an epoch at a time; the learning rate ends as half a cosine. */
export class FadingFactorTrainer {
  readonly #matrix: UserItemMatrix;
  readonly #parameters: FadingFactorsParameters;
  readonly #random: Random;
  readonly #inputs: AdamTable;
  readonly #outputs: AdamTable;
  readonly #mix: AdamTable;
  readonly #sums: FadingSums;
  /** Per item: the sum up to it of what rivals are drawn by, and the logarithm of how often it is expected among them. */
  readonly #draw: Float64Array;
  readonly #logExpected: Float32Array;
  readonly #drawn: Uint32Array;
  readonly #rivals: Float32Array;

  constructor(matrix: UserItemMatrix, parameters: FadingFactorsParameters, random: Random) {
    const { items } = matrix;
    const { dimensions, paces, rivals } = parameters;
    this.#matrix = matrix;
    this.#parameters = parameters;
    this.#random = random;
    this.#inputs = new AdamTable(items, dimensions).fillNormal(random, startDeviation);
    this.#outputs = new AdamTable(items, dimensions).fillNormal(random, startDeviation);
    this.#mix = new AdamTable(paces.length, dimensions);
    this.#mix.values.fill(1 / paces.length);
    this.#sums = new FadingSums(this.#inputs, this.#mix, paces, batchPlaces);
    this.#drawn = new Uint32Array(rivals);
    this.#rivals = new Float32Array(rivals * dimensions);
    const chances = new Float64Array(items);
    for (const item of matrix.indices) chances[item] += 1;
    this.#draw = new Float64Array(items);
    let sum = 0;
    for (let item = 0; item < items; item += 1) {
      chances[item] **= drawExponent;
      sum += chances[item];
      this.#draw[item] = sum;
    }
    this.#logExpected = Float32Array.from(chances, (chance) => Math.log((rivals * chance) / sum));
  }

  /** Items that nobody touched say nothing, and nothing is said of them. */
  learned(): LearnedFactors {
    const { items, indices } = this.#matrix;
    const { dimensions } = this.#parameters;
    const isTouched = new Uint8Array(items);
    for (const item of indices) isTouched[item] = 1;
    const [inputs, outputs] = [this.#inputs, this.#outputs].map(({ values }) => values.slice());
    for (let item = 0; item < items; item += 1) {
      if (isTouched[item] === 1) continue;
      for (const table of [inputs, outputs]) table.fill(0, item * dimensions, (item + 1) * dimensions);
    }
    return { inputs, outputs, mix: this.#mix.values.slice() };
  }

  /** Goes once through all users, in an order of its own. `epoch` counts from 0. */
  runEpoch(epoch: number): void {
    const { epochs, learningRate } = this.#parameters;
    const { users } = this.#matrix;
    const order = shuffle(
      Uint32Array.from({ length: users }, (_, user) => user),
      this.#random,
    );
    let batch: Piece[] = [];
    let places = 0;
    let done = 0;
    const learn = (): void => {
      const fraction = (epoch + done / users) / epochs;
      if (places > 0) this.#learn(batch, places, (learningRate * (1 + Math.cos(Math.PI * fraction))) / 2);
      batch = [];
      places = 0;
    };
    for (const user of order) {
      for (const piece of this.#piecesOf(user)) {
        const length = piece.end - piece.start - 1;
        if (places + length > batchPlaces) learn();
        batch.push(piece);
        places += length;
      }
      done += 1;
    }
    learn();
  }

  /** What a user teaches, cut where a batch would be too small for it. */
  *#piecesOf(user: number): Generator<Piece> {
    const { offsets } = this.#matrix;
    const last = offsets[user + 1];
    let start = Math.max(offsets[user], last - this.#parameters.longestHistory);
    for (; last - start >= 2; start += batchPlaces) yield { start, end: Math.min(last, start + batchPlaces + 1) };
  }

  #learn(pieces: readonly Piece[], places: number, learningRate: number): void {
    const { dimensions, dropout, rivals } = this.#parameters;
    const { indices } = this.#matrix;
    this.#sums.forward(pieces, indices, () => (this.#random() < dropout ? 0 : 1 / (1 - dropout)));
    this.#drawRivals();
    const queries = this.#sums.queries.subarray(0, places * dimensions);
    const slopes = gemm(queries, this.#rivals, places, rivals, dimensions, { transposeB: true });
    const ofQueries = new Float32Array(places * dimensions);
    this.#compare(pieces, places, slopes, ofQueries);
    gemm(slopes, this.#rivals, places, dimensions, rivals, { into: ofQueries });
    this.#moveRivals(gemm(slopes, queries, rivals, dimensions, places, { transposeA: true }));
    this.#sums.backward(pieces, indices, ofQueries);
    for (const table of [this.#inputs, this.#outputs, this.#mix]) table.step(learningRate);
  }

  /**
   * Softmax of what came next among the rivals, whose scores count by how often they are drawn. `slopes` comes in as the
   * rivals' products and leaves as the gradient of the mean loss by them; that of the right answers goes to their vectors
   * and into `ofQueries`.
   */
  #compare(pieces: readonly Piece[], places: number, slopes: Float32Array, ofQueries: Float32Array): void {
    const { dimensions, rivals } = this.#parameters;
    const { indices } = this.#matrix;
    const { queries } = this.#sums;
    const { values, gradients } = this.#outputs;
    const share = 1 / places;
    let place = 0;
    for (const { start, end } of pieces) {
      for (let entry = start + 1; entry < end; entry += 1, place += 1) {
        const target = indices[entry];
        const vector = this.#outputs.touch(target);
        const query = place * dimensions;
        let right = 0;
        for (let index = 0; index < dimensions; index += 1) right += queries[query + index] * values[vector + index];
        const row = place * rivals;
        let sum = 1;
        for (let rival = 0; rival < rivals; rival += 1) {
          const logOdds = slopes[row + rival] - this.#logExpected[this.#drawn[rival]] - right;
          const odds = this.#drawn[rival] === target ? 0 : Math.exp(Math.min(mostLogOdds, logOdds));
          slopes[row + rival] = odds;
          sum += odds;
        }
        const factor = share / sum;
        for (let rival = 0; rival < rivals; rival += 1) slopes[row + rival] *= factor;
        const slope = factor - share;
        for (let index = 0; index < dimensions; index += 1) {
          ofQueries[query + index] = slope * values[vector + index];
          gradients[vector + index] += slope * queries[query + index];
        }
      }
    }
  }

  #drawRivals(): void {
    const { dimensions } = this.#parameters;
    const { values } = this.#outputs;
    for (let rival = 0; rival < this.#drawn.length; rival += 1) {
      const item = this.#drawItem();
      this.#drawn[rival] = item;
      this.#rivals.set(values.subarray(item * dimensions, (item + 1) * dimensions), rival * dimensions);
    }
  }

  /** `gradients`: rivals x dimensions. */
  #moveRivals(gradients: Float32Array): void {
    const { dimensions } = this.#parameters;
    for (let rival = 0; rival < this.#drawn.length; rival += 1) {
      const to = this.#outputs.touch(this.#drawn[rival]);
      const from = rival * dimensions;
      for (let index = 0; index < dimensions; index += 1)
        this.#outputs.gradients[to + index] += gradients[from + index];
    }
  }

  #drawItem(): number {
    const draw = this.#draw;
    const wanted = this.#random() * draw[draw.length - 1];
    // By rounding, the product may be the whole sum.
    return Math.min(countUpTo(draw, wanted), draw.length - 1);
  }
}
