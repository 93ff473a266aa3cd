import { transpose, userItemMatrix } from '../data/UserItemMatrix.ts';
import { createRowScanner } from '../kernels/index.ts';
import type { RowScanner } from '../kernels/index.ts';
import { attributeMatrix } from './attributeMatrix.ts';
import type { AttributeMatrix } from './attributeMatrix.ts';
import { attributeRegression } from './attributeRegression.ts';
import type { ComponentArtifact, Contribution, FittedModel, History, PreparedModel, Recommender, ScoreContext } from './Recommender.ts';
import { pick } from './pick.ts';
import { dominantSubspace, normalise } from './subspace.ts';

export interface AttributeFactorsParameters {
  /** Length of an item's vector, a multiple of 4. */
  dimensions: number;
  regularisation: number;
  attributes: number;
}

/**
 * Item vectors predicted from attributes: the dominant directions of the co-occurrence graph are regressed on the
 * TF-IDF attributes, so that "what people with this history like" reaches items that nobody has touched (the idea of
 * mapping attributes to factors, Gantner et al. 2010). The score is the product of the history's summed vectors with
 * the item's.
 */
export const AttributeFactors: Recommender<AttributeFactorsParameters> = {
  name: 'attributeFactors',
  defaults: { dimensions: 64, regularisation: 1, attributes: 4000 },

  fit(dataset, parameters, random, progress) {
    const byUser = userItemMatrix(dataset);
    const byItem = transpose(byUser);
    const matrix = attributeMatrix(dataset, parameters.attributes);
    const { dimensions } = parameters;
    const normalised = normalise(byUser);
    const basis = dominantSubspace(normalised, dimensions, random);
    progress(0.6, 'regression on attributes');
    const counts = Float64Array.from({ length: byUser.items }, (_, item) => byItem.offsets[item + 1] - byItem.offsets[item]);
    // Source vectors V / sqrt(count) stand for history items, target vectors V * sqrt(count) for scored ones.
    const source = basis.map((value, index) => value * normalised.itemScale[Math.floor(index / dimensions)]);
    const target = basis.map((value, index) => value * Math.sqrt(counts[Math.floor(index / dimensions)]));
    const sourceMap = attributeRegression(matrix, source, counts, dimensions, parameters.regularisation);
    const targetMap = attributeRegression(matrix, target, counts, dimensions, parameters.regularisation);
    const predicted = project(matrix, sourceMap, dimensions);
    for (let item = 0; item < byUser.items; item += 1) {
      if (counts[item] > 0) continue;
      const range = predicted.subarray(item * dimensions, (item + 1) * dimensions);
      source.set(range, item * dimensions);
    }
    return new AttributeFactorsModel(matrix, source, targetMap, parameters);
  },

  load(artifact) {
    const { names, ...parameters } = artifact.parameters;
    const { offsets, indices, values, source, targetMap } = artifact.arrays;
    const matrix = {
      names: names as string[],
      offsets: offsets as Uint32Array,
      indices: indices as Uint32Array,
      values: values as Float32Array,
    };
    return new AttributeFactorsModel(
      matrix,
      source as Float32Array,
      targetMap as Float32Array,
      parameters as unknown as AttributeFactorsParameters,
    );
  },
};

/** Items x dimensions: attributes times the map. */
function project(matrix: AttributeMatrix, map: Float32Array, dimensions: number): Float32Array {
  const { offsets, indices, values } = matrix;
  const result = new Float32Array((offsets.length - 1) * dimensions);
  for (let item = 0; item + 1 < offsets.length; item += 1) {
    for (let entry = offsets[item]; entry < offsets[item + 1]; entry += 1) {
      const from = indices[entry] * dimensions;
      const value = values[entry];
      for (let index = 0; index < dimensions; index += 1) result[item * dimensions + index] += value * map[from + index];
    }
  }
  return result;
}

class AttributeFactorsModel implements FittedModel {
  readonly #matrix: AttributeMatrix;
  readonly #source: Float32Array;
  /** Attributes x dimensions. */
  readonly #targetMap: RowScanner;
  /** Items x dimensions: what the map says of every item. */
  readonly #targets: RowScanner;
  readonly #parameters: AttributeFactorsParameters;

  constructor(
    matrix: AttributeMatrix,
    source: Float32Array,
    targetMap: Float32Array,
    parameters: AttributeFactorsParameters,
  ) {
    this.#matrix = matrix;
    this.#source = source;
    const { dimensions } = parameters;
    this.#targetMap = createRowScanner(targetMap, matrix.names.length, dimensions);
    this.#targets = createRowScanner(project(matrix, targetMap, dimensions), matrix.offsets.length - 1, dimensions);
    this.#parameters = parameters;
  }

  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return pick(this.prepare(history, context).scores, candidates);
  }

  explain(history: History, item: number, context: ScoreContext): Contribution[] {
    return this.prepare(history, context).explain(item);
  }

  /** Explanations read one product per attribute, worked out once. */
  prepare(history: History, _context: ScoreContext, out?: Float32Array): PreparedModel {
    const { names, offsets, indices, values } = this.#matrix;
    const signal = this.#signal(history);
    const products = this.#targetMap.scan(signal);
    return {
      scores: this.#targets.scan(signal, out),
      explain: (item) => {
        const contributions: Contribution[] = [];
        for (let entry = offsets[item]; entry < offsets[item + 1]; entry += 1) {
          const share = products[indices[entry]] * values[entry];
          if (share !== 0) contributions.push({ code: 'SIMILAR_CONTENT', attribute: names[indices[entry]], share });
        }
        return contributions;
      },
    };
  }

  save(): ComponentArtifact {
    const { names, offsets, indices, values } = this.#matrix;
    return {
      parameters: { ...this.#parameters, names: [...names] },
      arrays: { offsets, indices, values, source: this.#source, targetMap: this.#targetMap.matrix.slice() },
    };
  }

  #signal(history: History): Float32Array {
    const { dimensions } = this.#parameters;
    const signal = new Float32Array(dimensions);
    for (let event = 0; event < history.items.length; event += 1) {
      const base = history.items[event] * dimensions;
      for (let index = 0; index < dimensions; index += 1) signal[index] += history.weights[event] * this.#source[base + index];
    }
    return signal;
  }
}
