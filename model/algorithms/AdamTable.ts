import { normal } from '../statistics/createRandom.ts';
import type { Random } from '../statistics/createRandom.ts';

const firstMomentDecay = 0.9;
const secondMomentDecay = 0.98;
const epsilon = 1e-8;

/**
 * A table of parameters that follow their gradients by Adam (Kingma and Ba 2015). Only rows that were touched since the
 * last step move, and only their moments fade: with few rows in a batch a step costs what the batch does, not what the
 * catalogue does.
 */
export class AdamTable {
  /** Rows x columns. */
  readonly values: Float32Array;
  /** Rows x columns: what `step` follows, and forgets. */
  readonly gradients: Float32Array;
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  readonly #isTouched: Uint8Array;
  readonly #rows: Uint32Array;
  #touched = 0;
  #steps = 0;

  constructor(
    rows: number,
    readonly columns: number,
  ) {
    this.values = new Float32Array(rows * columns);
    this.gradients = new Float32Array(rows * columns);
    this.#first = new Float32Array(rows * columns);
    this.#second = new Float32Array(rows * columns);
    this.#isTouched = new Uint8Array(rows);
    this.#rows = new Uint32Array(rows);
  }

  /** Normally distributed values around zero, to begin with. */
  fillNormal(random: Random, deviation: number): this {
    for (let index = 0; index < this.values.length; index += 1) this.values[index] = deviation * normal(random);
    return this;
  }

  /** Says that the row's gradients will be added to. Returns where it begins in both arrays. */
  touch(row: number): number {
    if (this.#isTouched[row] === 0) {
      this.#isTouched[row] = 1;
      this.#rows[this.#touched] = row;
      this.#touched += 1;
    }
    return row * this.columns;
  }

  step(learningRate: number): void {
    this.#steps += 1;
    const { values, gradients, columns } = this;
    const first = this.#first;
    const second = this.#second;
    const correction = Math.sqrt(1 - secondMomentDecay ** this.#steps) / (1 - firstMomentDecay ** this.#steps);
    const rate = learningRate * correction;
    for (let touched = 0; touched < this.#touched; touched += 1) {
      const row = this.#rows[touched];
      this.#isTouched[row] = 0;
      const end = (row + 1) * columns;
      for (let index = row * columns; index < end; index += 1) {
        const gradient = gradients[index];
        gradients[index] = 0;
        const mean = first[index] + (1 - firstMomentDecay) * (gradient - first[index]);
        const square = second[index] + (1 - secondMomentDecay) * (gradient * gradient - second[index]);
        first[index] = mean;
        second[index] = square;
        values[index] -= (rate * mean) / (Math.sqrt(square) + epsilon);
      }
    }
    this.#touched = 0;
  }
}
