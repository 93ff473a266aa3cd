import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import { createRowScanner } from '../kernels/index.ts';
import type { RowScanner } from '../kernels/index.ts';
import { ItemItemModel } from './ItemItemModel.ts';
import { ItemRowsBuilder } from './ItemRows.ts';
import type {
  ComponentArtifact,
  Contribution,
  FittedModel,
  History,
  PreparedModel,
  Recommender,
  ScoreContext,
} from './Recommender.ts';
import { visitCooccurrence } from './cooccurrence.ts';
import { pick } from './pick.ts';
import { dominantSubspace, normalise } from './subspace.ts';

export interface GraphFilterParameters {
  /** Size of the ideal low-pass filter's space, a multiple of 4. */
  dimensions: number;
  /** Weight of the ideal low-pass filter beside the linear one. */
  lowPassWeight: number;
}

/**
 * GF-CF (Shen et al. 2021, "How powerful is graph convolution for recommendation?"): the history as a signal on the
 * item graph, smoothed by a linear filter (the degree-normalised co-occurrence) and an ideal low-pass filter (its
 * dominant eigenspace). Nothing is learned by gradient.
 */
export const GraphFilter: Recommender<GraphFilterParameters> = {
  name: 'graphFilter',
  defaults: { dimensions: 64, lowPassWeight: 0.3 },

  fit(dataset, parameters, random, progress) {
    const byUser = userItemMatrix(dataset);
    const normalised = normalise(byUser);
    const { userScale, itemScale } = normalised;
    const builder = new ItemRowsBuilder(byUser.items);
    const row = new Float32Array(byUser.items);
    const userWeight = userScale.map((scale) => scale * scale);
    visitCooccurrence(
      byUser,
      transpose(byUser),
      (item, neighbours, count, sums) => {
        for (let entry = 0; entry < count; entry += 1) {
          row[entry] = sums[neighbours[entry]] * itemScale[item] * itemScale[neighbours[entry]];
        }
        builder.push(row, neighbours, count);
      },
      { ofUser: userWeight },
    );
    progress(0.5, 'linear filter');
    const basis = dominantSubspace(normalised, parameters.dimensions, random);
    return new GraphFilterModel(
      new ItemItemModel(builder.build(), 'SIMILAR_USERS'),
      basis,
      Float32Array.from(itemScale),
      {
        ...parameters,
      },
    );
  },

  load(artifact) {
    const { basis, itemScale, ...rows } = artifact.arrays;
    const { code, ...parameters } = artifact.parameters;
    return new GraphFilterModel(
      ItemItemModel.load({ parameters: { code }, arrays: rows }),
      basis as Float32Array,
      itemScale as Float32Array,
      parameters as unknown as GraphFilterParameters,
    );
  },
};

class GraphFilterModel implements FittedModel {
  readonly #linear: ItemItemModel;
  readonly #scanner: RowScanner;
  readonly #itemScale: Float32Array;
  /** Used within one call only. */
  readonly #smooth: Float32Array;
  readonly #parameters: GraphFilterParameters;

  constructor(linear: ItemItemModel, basis: Float32Array, itemScale: Float32Array, parameters: GraphFilterParameters) {
    this.#linear = linear;
    this.#scanner = createRowScanner(basis, linear.items, parameters.dimensions);
    this.#itemScale = itemScale;
    this.#smooth = new Float32Array(linear.items);
    this.#parameters = parameters;
  }

  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return pick(this.prepare(history, context).scores, candidates);
  }

  prepare(history: History, context: ScoreContext, out?: Float32Array): PreparedModel {
    const { scores } = this.#linear.prepare(history, context, out);
    const { dimensions, lowPassWeight } = this.#parameters;
    const signal = new Float32Array(dimensions);
    for (let event = 0; event < history.items.length; event += 1) {
      const item = history.items[event];
      const weight = history.weights[event] * this.#itemScale[item] * lowPassWeight;
      for (let index = 0; index < dimensions; index += 1) {
        signal[index] += weight * this.#scanner.matrix[item * dimensions + index];
      }
    }
    const smooth = this.#scanner.scan(signal, this.#smooth);
    for (let item = 0; item < scores.length; item += 1) {
      const scale = this.#itemScale[item];
      if (scale > 0) scores[item] += smooth[item] / scale;
    }
    return { scores, explain: (item) => this.explain(history, item) };
  }

  explain(history: History, item: number): Contribution[] {
    const contributions = this.#linear.explain(history, item);
    const scale = this.#itemScale[item];
    if (scale === 0) return contributions;
    const { dimensions, lowPassWeight } = this.#parameters;
    const { matrix } = this.#scanner;
    for (let event = 0; event < history.items.length; event += 1) {
      const itemIndex = history.items[event];
      const from = itemIndex * dimensions;
      const to = item * dimensions;
      // Four sums side by side, because each addition waits for the last; dimensions are a multiple of four.
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let index = 0; index < dimensions; index += 4) {
        sum0 += matrix[from + index] * matrix[to + index];
        sum1 += matrix[from + index + 1] * matrix[to + index + 1];
        sum2 += matrix[from + index + 2] * matrix[to + index + 2];
        sum3 += matrix[from + index + 3] * matrix[to + index + 3];
      }
      const product = sum0 + sum1 + (sum2 + sum3);
      const share = (history.weights[event] * lowPassWeight * product * this.#itemScale[itemIndex]) / scale;
      if (share !== 0) contributions.push({ code: 'SIMILAR_USERS', itemIndex, share });
    }
    return contributions;
  }

  save(): ComponentArtifact {
    const { parameters, arrays } = this.#linear.save();
    return {
      parameters: { ...parameters, ...this.#parameters },
      arrays: { ...arrays, basis: this.#scanner.matrix.slice(), itemScale: this.#itemScale },
    };
  }
}
