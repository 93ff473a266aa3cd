import type { History } from '../data/History.ts';
import { principalAxes } from '../kernels/index.ts';
import type { Moments } from '../kernels/index.ts';
import { FactorScorer } from '../scoring/FactorScorer.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { FadingFactorsParameters, LearnedFactors } from './FadingFactorTrainer.ts';
import { smallestSquare } from './FadingSums.ts';
import type { ComponentArtifact, FittedModel } from './Recommender.ts';

interface FadingArrays {
  /** Items x dimensions: what an item of the history says. */
  readonly inputs: Float32Array;
  /** Paces x dimensions: how much each pace is listened to. */
  readonly mix: Float32Array;
  /** Items x dimensions, turned to their principal axes: what is said of an item. */
  readonly vectors: Float32Array;
  /** Dimensions squared: turns a query to those axes. */
  readonly rotation: Float32Array;
}

/**
 * Scores a history by vectors that fade with every later event. The query is a sum over the events, brought to unit
 * mean square, so that each event's part of a score is exact.
 */
export class FadingFactorModel implements FittedModel {
  readonly #arrays: FadingArrays;
  readonly #moments: Moments;
  readonly #parameters: FadingFactorsParameters;

  constructor(arrays: FadingArrays, moments: Moments, parameters: FadingFactorsParameters) {
    this.#arrays = arrays;
    this.#moments = moments;
    this.#parameters = parameters;
  }

  /** Of what was learned. */
  static of({ inputs, outputs, mix }: LearnedFactors, parameters: FadingFactorsParameters): FadingFactorModel {
    const { vectors, rotation, moments } = principalAxes(outputs, parameters.dimensions);
    return new FadingFactorModel({ inputs, mix, vectors, rotation }, moments, parameters);
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    const vectors = scoring.hold(this.#arrays.vectors);
    let parts: Float32Array = new Float32Array(0);
    return new FactorScorer(scoring, vectors, this.#moments, {
      query: (history) => {
        const told = this.#tell(history);
        parts = told.parts;
        return told.query;
      },
      explain: (items, reasons) =>
        reasons.addEvents(
          'OFTEN_NEXT',
          this.#shares(items, parts, vectors),
          parts.length / this.#parameters.dimensions,
        ),
    });
  }

  save(): ComponentArtifact {
    return { parameters: { ...this.#parameters }, arrays: { ...this.#arrays, ...this.#moments } };
  }

  static load({ parameters, arrays }: ComponentArtifact): FadingFactorModel {
    const { squares, sums, ...rest } = arrays as unknown as FadingArrays & Moments;
    return new FadingFactorModel(rest, { squares, sums }, parameters as unknown as FadingFactorsParameters);
  }

  /** The query of a history, and the part of it that each event is (events x dimensions). */
  #tell({ items, weights }: History): { query: Float32Array; parts: Float32Array } {
    const { dimensions, paces } = this.#parameters;
    const { inputs, mix, rotation } = this.#arrays;
    const parts = new Float32Array(items.length * dimensions);
    const sum = new Float32Array(dimensions);
    const faded = paces.map((pace) => 1 - pace);
    for (let event = items.length - 1; event >= 0; event -= 1) {
      const from = items[event] * dimensions;
      for (let index = 0; index < dimensions; index += 1) {
        let heard = 0;
        for (let pace = 0; pace < faded.length; pace += 1) heard += faded[pace] * mix[pace * dimensions + index];
        const value = weights[event] * heard * inputs[from + index];
        parts[event * dimensions + index] = value;
        sum[index] += value;
      }
      for (let pace = 0; pace < faded.length; pace += 1) faded[pace] *= paces[pace];
    }
    let squares = 0;
    for (let index = 0; index < dimensions; index += 1) squares += sum[index] * sum[index];
    const scale = 1 / Math.sqrt(squares / dimensions + smallestSquare);
    for (let index = 0; index < sum.length; index += 1) sum[index] *= scale;
    for (let index = 0; index < parts.length; index += 1) parts[index] *= scale;
    return { query: turned(sum, rotation), parts };
  }

  /** Per item, per event: what the event adds to the score. */
  #shares(items: Uint32Array, parts: Float32Array, vectors: Float32Array): Float32Array {
    const columns = this.#parameters.dimensions;
    const events = parts.length / columns;
    const shares = new Float32Array(items.length * events);
    const turnedParts = new Float32Array(parts.length);
    for (let event = 0; event < events; event += 1) {
      const part = parts.subarray(event * columns, (event + 1) * columns);
      turnedParts.set(turned(part, this.#arrays.rotation), event * columns);
    }
    items.forEach((item, place) => {
      const vector = vectors.subarray(item * columns, (item + 1) * columns);
      for (let event = 0; event < events; event += 1) {
        let share = 0;
        for (let index = 0; index < columns; index += 1) share += turnedParts[event * columns + index] * vector[index];
        shares[place * events + event] = share;
      }
    });
    return shares;
  }
}

/** A row times the rotation. */
function turned(row: Float32Array, rotation: Float32Array): Float32Array {
  const columns = row.length;
  const result = new Float32Array(columns);
  for (let from = 0; from < columns; from += 1) {
    const value = row[from];
    if (value === 0) continue;
    for (let to = 0; to < columns; to += 1) result[to] += value * rotation[from * columns + to];
  }
  return result;
}
