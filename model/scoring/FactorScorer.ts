import type { History } from '../data/History.ts';
import {
  createRowScanner,
  QuantisedTable,
  standardDeviationOf,
  standardDeviationOfProducts,
} from '../kernels/index.ts';
import type { Moments, RowScanner } from '../kernels/index.ts';
import type { ReasonTable } from './ReasonTable.ts';
import type { ScoreEstimates, Scorer } from './Scorer.ts';
import type { ScoringWorkspace } from './ScoringWorkspace.ts';

/** Where the vector that items are compared with comes from. */
export interface FactorSource {
  /** The user's vector; read before the next call. */
  query(history: History): Float32Array;
  explain(items: Uint32Array, reasons: ReasonTable): void;
}

/** Scores that are products of item vectors with one vector of the history. */
export class FactorScorer implements Scorer {
  readonly #table: RowScanner;
  readonly #quantised: QuantisedTable;
  readonly #moments: Moments;
  readonly #source: FactorSource;
  readonly #query: Float32Array;
  readonly #row: Float32Array;
  #queryNorm = 0;
  readonly estimates: ScoreEstimates;

  /** `vectors`: items x dimensions. */
  constructor(scoring: ScoringWorkspace, vectors: Float32Array, moments: Moments, source: FactorSource) {
    const { workspace, items: rows } = scoring;
    const matrix = scoring.hold(vectors);
    const columns = vectors.length / rows;
    this.#table = createRowScanner(matrix, rows, columns);
    this.#quantised = new QuantisedTable(workspace, matrix, rows, columns);
    this.#moments = moments;
    this.#source = source;
    this.#query = new Float32Array(columns);
    this.#row = workspace.float32(rows);
    // The product of two vectors is at most that of their lengths (Cauchy-Schwarz).
    this.estimates = {
      bounds: this.#quantised.norms,
      // A little more, for rounding.
      boundScale: () => this.#queryNorm * (1 + 1e-5),
      addRoughScores: (factor, out) => this.#quantised.addScan(factor, out),
      addRoughScoresOf: (items, factor, out) => this.#quantised.addRows(factor, items, out),
    };
  }

  prepare(history: History): number {
    this.#query.set(this.#source.query(history));
    this.#quantised.setQuery(this.#query);
    this.#queryNorm = lengthOf(this.#query);
    return (
      standardDeviationOfProducts(this.#moments, this.#table.rows, this.#query) ??
      standardDeviationOf(this.scores(), this.#table.workspace)
    );
  }

  scores(): Float32Array {
    return this.#table.scan(this.#query, this.#row);
  }

  scoreOf(item: number): number {
    const { matrix, columns } = this.#table;
    const query = this.#query;
    const from = item * columns;
    // Four sums side by side, because each addition waits for the last; vectors have a multiple of four values.
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let index = 0; index < columns; index += 4) {
      sum0 += query[index] * matrix[from + index];
      sum1 += query[index + 1] * matrix[from + index + 1];
      sum2 += query[index + 2] * matrix[from + index + 2];
      sum3 += query[index + 3] * matrix[from + index + 3];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }

  explain(items: Uint32Array, reasons: ReasonTable): void {
    this.#source.explain(items, reasons);
  }
}

function lengthOf(values: Float32Array): number {
  let square = 0;
  for (let index = 0; index < values.length; index += 1) square += values[index] * values[index];
  return Math.sqrt(square);
}
