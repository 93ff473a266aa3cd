import { createRowScanner, gemm } from '../kernels/index.ts';
import type { RowScanner } from '../kernels/index.ts';
import { Cholesky } from './Cholesky.ts';
import type {
  ComponentArtifact,
  Contribution,
  FittedModel,
  History,
  PreparedModel,
  ScoreContext,
} from './Recommender.ts';
import { pick } from './pick.ts';

export interface FoldInParameters {
  /** Length of an item's vector, a multiple of 4. */
  dimensions: number;
  /** Weight of the assumption that everything untouched is disliked a little. */
  unobservedWeight: number;
  regularisation: number;
  /** Regularisation grows with the number of events to this power (Rendle et al. 2021, "iALS revisited"). */
  frequencyExponent: number;
}

/**
 * Item vectors with a user vector worked out from the history at scoring time (fold-in): the least-squares solution
 * that alternating least squares would find for this user, so nothing is stored per user. Exact (Cholesky), which lets
 * each event's part of a score be told (Hu, Koren, Volinsky 2008, section 5).
 */
export class FactorModel implements FittedModel {
  readonly #scanner: RowScanner;
  readonly #shared: Float64Array;
  readonly #parameters: FoldInParameters;

  /** `factors`: items x dimensions, row-major. */
  constructor(factors: Float32Array, parameters: FoldInParameters) {
    const { dimensions, unobservedWeight } = parameters;
    const items = factors.length / dimensions;
    this.#scanner = createRowScanner(factors, items, dimensions);
    this.#shared = Float64Array.from(
      gemm(factors, factors, dimensions, dimensions, items, { transposeA: true, alpha: unobservedWeight }),
    );
    this.#parameters = parameters;
  }

  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return pick(this.prepare(history, context).scores, candidates);
  }

  explain(history: History, item: number, context: ScoreContext): Contribution[] {
    return this.prepare(history, context).explain(item);
  }

  /** Scores and explanations from one factorisation. */
  prepare(
    history: History,
    _context: ScoreContext,
    out: Float32Array = new Float32Array(this.#scanner.rows),
  ): PreparedModel {
    if (history.items.length === 0) return { scores: out.fill(0), explain: () => [] };
    const factor = this.#factorise(history);
    return {
      scores: this.#scanner.scan(factor.solve(this.#rightHandSide(history)), out),
      explain: (item) => {
        const direction = factor.solve(this.#vector(item));
        const { matrix } = this.#scanner;
        const contributions: Contribution[] = [];
        for (let event = 0; event < history.items.length; event += 1) {
          const itemIndex = history.items[event];
          const base = itemIndex * direction.length;
          // Four sums side by side, because each addition waits for the last; dimensions are a multiple of four.
          let sum0 = 0;
          let sum1 = 0;
          let sum2 = 0;
          let sum3 = 0;
          for (let index = 0; index < direction.length; index += 4) {
            sum0 += direction[index] * matrix[base + index];
            sum1 += direction[index + 1] * matrix[base + index + 1];
            sum2 += direction[index + 2] * matrix[base + index + 2];
            sum3 += direction[index + 3] * matrix[base + index + 3];
          }
          const share = (sum0 + sum1 + (sum2 + sum3)) * history.weights[event];
          contributions.push({ code: 'SIMILAR_USERS', itemIndex, share });
        }
        return contributions;
      },
    };
  }

  save(): ComponentArtifact {
    return { parameters: { ...this.#parameters }, arrays: { factors: this.#scanner.matrix.slice() } };
  }

  static load(artifact: ComponentArtifact): FactorModel {
    return new FactorModel(artifact.arrays.factors as Float32Array, artifact.parameters as unknown as FoldInParameters);
  }

  #vector(item: number): Float32Array {
    const { dimensions } = this.#parameters;
    return this.#scanner.matrix.subarray(item * dimensions, (item + 1) * dimensions);
  }

  #rightHandSide(history: History): Float64Array {
    const sum = new Float64Array(this.#parameters.dimensions);
    for (let event = 0; event < history.items.length; event += 1) {
      const vector = this.#vector(history.items[event]);
      const weight = history.weights[event];
      for (let index = 0; index < sum.length; index += 1) sum[index] += weight * vector[index];
    }
    return sum;
  }

  #factorise(history: History): Cholesky {
    const { dimensions, unobservedWeight, regularisation, frequencyExponent } = this.#parameters;
    const matrix = this.#shared.slice();
    let strength = 0;
    const { matrix: vectors } = this.#scanner;
    const { items, weights } = history;
    // Four events at a time, so that the matrix is read and written a quarter as often; past the end, weights are 0.
    for (let event = 0; event < items.length; event += 4) {
      const weight = (place: number): number => (place < items.length ? Math.abs(weights[place]) : 0);
      const start = (place: number): number => items[Math.min(place, items.length - 1)] * dimensions;
      const places = [event, event + 1, event + 2, event + 3];
      const [weight0, weight1, weight2, weight3] = places.map(weight);
      const [start0, start1, start2, start3] = places.map(start);
      strength += weight0 + weight1 + weight2 + weight3;
      for (let row = 0; row < dimensions; row += 1) {
        const scaled0 = weight0 * vectors[start0 + row];
        const scaled1 = weight1 * vectors[start1 + row];
        const scaled2 = weight2 * vectors[start2 + row];
        const scaled3 = weight3 * vectors[start3 + row];
        const base = row * dimensions;
        for (let column = 0; column <= row; column += 1) {
          matrix[base + column] +=
            scaled0 * vectors[start0 + column] +
            scaled1 * vectors[start1 + column] +
            (scaled2 * vectors[start2 + column] + scaled3 * vectors[start3 + column]);
        }
      }
    }
    const penalty = regularisation * (strength + unobservedWeight * this.#scanner.rows) ** frequencyExponent;
    for (let index = 0; index < dimensions; index += 1) matrix[index * dimensions + index] += penalty;
    return new Cholesky(matrix, dimensions);
  }
}
