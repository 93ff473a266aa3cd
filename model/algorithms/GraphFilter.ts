import type { ReasonCode } from '../contract/index.ts';
import { isSparseData } from '../data/DataSize.ts';
import type { History } from '../data/History.ts';
import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import { createRowScanner } from '../kernels/index.ts';
import type { RowScanner } from '../kernels/index.ts';
import { ItemRowsScorer } from '../scoring/ItemRowsScorer.ts';
import type { ReasonTable } from '../scoring/ReasonTable.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import { ItemItemModel, savedRows } from './ItemItemModel.ts';
import { ItemRowsBuilder } from './ItemRows.ts';
import type { ItemRows } from './ItemRows.ts';
import type { ComponentArtifact, FitSetting, FittedModel, Recommender } from './Recommender.ts';
import { visitCooccurrence } from './cooccurrence.ts';
import { cooccurrenceSeconds, subspaceSeconds } from './secondsPer.ts';
import { dominantSubspace, normalise } from './subspace.ts';

const code: ReasonCode = 'SIMILAR_USERS';

export interface GraphFilterParameters {
  /** Size of the ideal low-pass filter's space, a multiple of 4; 0 leaves the linear filter alone. */
  dimensions: number;
  /** Weight of the ideal low-pass filter beside the linear one. */
  lowPassWeight: number;
  /** The linear filter divides an item's score by its count to this power: below 0.5, well-known items gain. */
  targetExponent: number;
}

/**
 * GF-CF (Shen et al. 2021, "How powerful is graph convolution for recommendation?"): the history as a signal on the
 * item graph, smoothed by a linear filter (the degree-normalised co-occurrence) and an ideal low-pass filter (its
 * dominant eigenspace). Nothing is learned by gradient.
 */
export const GraphFilter: Recommender<GraphFilterParameters> = {
  name: 'graphFilter',
  basis: 'behaviour',
  defaults: { dimensions: 64, lowPassWeight: 0.3, targetExponent: 0.5 },

  settings({ size }) {
    const setting = (name: string, parameters: object, seconds: number, priority: number): FitSetting => ({
      name,
      parameters,
      halfLives: [0, 4],
      seconds: cooccurrenceSeconds(size) + seconds,
      priority,
    });
    const isSparse = isSparseData(size);
    const withLowPass = setting('graphFilter', {}, subspaceSeconds(size, this.defaults.dimensions), isSparse ? 8 : 2);
    // On sparse data as good as a low-pass filter of 256 dimensions, for a tenth of the time; on dense data noise.
    return isSparse
      ? [setting('graphLinear', { dimensions: 0, targetExponent: 0.4 }, 0, 2), withLowPass]
      : [withLowPass];
  },

  fit(dataset, parameters, random, progress) {
    const byUser = userItemMatrix(dataset);
    const normalised = normalise(byUser);
    const { userScale, itemScale } = normalised;
    const builder = new ItemRowsBuilder(byUser.items);
    const row = new Float32Array(byUser.items);
    const userWeight = userScale.map((scale) => scale * scale);
    const targetScale = itemScale.map((scale) => scale ** (2 * parameters.targetExponent));
    visitCooccurrence(
      byUser,
      transpose(byUser),
      (item, neighbours, count, sums) => {
        for (let entry = 0; entry < count; entry += 1) {
          row[entry] = sums[neighbours[entry]] * itemScale[item] * targetScale[neighbours[entry]];
        }
        builder.push(row, neighbours, count);
      },
      { ofUser: userWeight },
    );
    if (parameters.dimensions === 0) return new ItemItemModel(builder.build(), code, { ...parameters });
    progress(0.5, 'linear filter');
    const basis = dominantSubspace(normalised, parameters.dimensions, random);
    return new GraphFilterModel(builder.build(), basis, Float32Array.from(itemScale), parameters);
  },

  load(artifact) {
    const { parameters, arrays } = artifact;
    if (arrays.basis === undefined) return ItemItemModel.load(artifact);
    const { basis, itemScale, ...rows } = arrays;
    // The code of its reasons is saved beside them.
    const { code: _, ...own } = parameters;
    return new GraphFilterModel(
      rows as unknown as ItemRows,
      basis as Float32Array,
      itemScale as Float32Array,
      own as unknown as GraphFilterParameters,
    );
  },
};

/** The linear filter by rows, and the basis of the low-pass filter (items x dimensions). */
class GraphFilterModel implements FittedModel {
  readonly #rows: ItemRows;
  readonly #basis: Float32Array;
  readonly #itemScale: Float32Array;
  readonly #parameters: GraphFilterParameters;

  constructor(rows: ItemRows, basis: Float32Array, itemScale: Float32Array, parameters: GraphFilterParameters) {
    this.#rows = rows;
    this.#basis = basis;
    this.#itemScale = itemScale;
    this.#parameters = parameters;
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    return new GraphFilterScorer(scoring, this.#rows, this.#basis, this.#itemScale, this.#parameters);
  }

  save(): ComponentArtifact {
    return {
      parameters: { ...this.#parameters, code },
      arrays: { ...savedRows(this.#rows), basis: this.#basis, itemScale: this.#itemScale },
    };
  }
}

/** The rows' sums, as in every linear model, and the history passed through the low-pass filter on top. */
class GraphFilterScorer extends ItemRowsScorer {
  readonly #basis: RowScanner;
  readonly #itemScale: Float32Array;
  readonly #lowPassWeight: number;
  readonly #smooth: Float32Array;
  #history: History | undefined;

  constructor(
    scoring: ScoringWorkspace,
    rows: ItemRows,
    basis: Float32Array,
    itemScale: Float32Array,
    { dimensions, lowPassWeight }: GraphFilterParameters,
  ) {
    super(scoring, rows, code);
    this.#basis = createRowScanner(scoring.hold(basis), scoring.items, dimensions);
    this.#itemScale = itemScale;
    this.#lowPassWeight = lowPassWeight;
    this.#smooth = scoring.workspace.float32(scoring.items);
  }

  protected override score(history: History): void {
    super.score(history);
    this.#history = history;
    const { matrix, columns } = this.#basis;
    const signal = new Float32Array(columns);
    for (let event = 0; event < history.items.length; event += 1) {
      const item = history.items[event];
      const weight = history.weights[event] * this.#itemScale[item] * this.#lowPassWeight;
      for (let index = 0; index < columns; index += 1) signal[index] += weight * matrix[item * columns + index];
    }
    const smooth = this.#basis.scan(signal, this.#smooth);
    for (let item = 0; item < this.row.length; item += 1) {
      const scale = this.#itemScale[item];
      if (scale > 0) this.row[item] += smooth[item] / scale;
    }
  }

  override explain(items: Uint32Array, reasons: ReasonTable): void {
    super.explain(items, reasons);
    if (this.#history === undefined) return;
    const { items: events, weights } = this.#history;
    const shares = new Float64Array(items.length * events.length);
    items.forEach((item, place) => {
      const scale = this.#itemScale[item];
      if (scale === 0) return;
      for (let event = 0; event < events.length; event += 1) {
        const weight = (weights[event] * this.#lowPassWeight * this.#itemScale[events[event]]) / scale;
        shares[place * events.length + event] = weight * this.#product(events[event], item);
      }
    });
    reasons.addEvents(code, shares, events.length);
  }

  /** The product of two rows of the basis. */
  #product(left: number, right: number): number {
    const { matrix, columns } = this.#basis;
    const from = left * columns;
    const to = right * columns;
    // Four sums side by side, because each addition waits for the last; dimensions are a multiple of four.
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let index = 0; index < columns; index += 4) {
      sum0 += matrix[from + index] * matrix[to + index];
      sum1 += matrix[from + index + 1] * matrix[to + index + 1];
      sum2 += matrix[from + index + 2] * matrix[to + index + 2];
      sum3 += matrix[from + index + 3] * matrix[to + index + 3];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
