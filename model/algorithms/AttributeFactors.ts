import type { Dataset } from '../data/Dataset.ts';
import type { History } from '../data/History.ts';
import { userItemMatrix } from '../data/UserItemMatrix.ts';
import { gemm, principalAxes } from '../kernels/index.ts';
import type { Moments } from '../kernels/index.ts';
import { FactorScorer } from '../scoring/FactorScorer.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import { attributeMatrix } from './attributeMatrix.ts';
import type { AttributeMatrix } from './attributeMatrix.ts';
import { attributeRegression } from './attributeRegression.ts';
import type { ComponentArtifact, FittedModel, Recommender } from './Recommender.ts';
import { subspaceSeconds } from './secondsPer.ts';
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
  basis: 'attributes',
  defaults: { dimensions: 64, regularisation: 1, attributes: 4000 },

  settings({ size }) {
    if (!size.hasAttributes) return [];
    const seconds = 3 + subspaceSeconds(size, 64);
    // Before what costs more: cold items have nothing else.
    return [{ name: 'attributeFactors', parameters: {}, halfLives: [0, 4], seconds, priority: 1 }];
  },

  fit(dataset, parameters, random, progress) {
    const byUser = userItemMatrix(dataset);
    const basis = dominantSubspace(normalise(byUser), parameters.dimensions, random);
    progress(0.6, 'regression on attributes');
    const counts = new Float64Array(byUser.items);
    for (const item of byUser.indices) counts[item] += 1;
    return regressOnAttributes(dataset, basis, counts, parameters);
  },

  load(artifact) {
    const { names, ...parameters } = artifact.parameters;
    const { offsets, indices, values, source, targetMap, squares, sums } = artifact.arrays;
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
      squares === undefined ? undefined : { squares: squares as Float64Array, sums: sums as Float64Array },
    );
  },
};

/** The model of `basis` (items x dimensions, row-major) and how many users like each item. */
export function regressOnAttributes(
  dataset: Dataset,
  basis: Float32Array,
  counts: Float64Array,
  parameters: AttributeFactorsParameters,
): FittedModel {
  const matrix = attributeMatrix(dataset, parameters.attributes);
  const { dimensions } = parameters;
  // Source vectors V / sqrt(count) stand for history items, target vectors V * sqrt(count) for scored ones.
  const roots = counts.map(Math.sqrt);
  const inverseRoots = roots.map((root) => (root > 0 ? 1 / root : 0));
  const source = basis.map((value, index) => value * inverseRoots[Math.floor(index / dimensions)]);
  const target = basis.map((value, index) => value * roots[Math.floor(index / dimensions)]);
  const sourceMap = attributeRegression(matrix, source, counts, dimensions, parameters.regularisation);
  const targetMap = attributeRegression(matrix, target, counts, dimensions, parameters.regularisation);
  const predicted = project(matrix, sourceMap, dimensions);
  for (let item = 0; item < counts.length; item += 1) {
    if (counts[item] > 0) continue;
    const range = predicted.subarray(item * dimensions, (item + 1) * dimensions);
    source.set(range, item * dimensions);
  }
  return new AttributeFactorsModel(matrix, source, targetMap, parameters);
}

/** Items x dimensions: attributes times the map. */
function project(matrix: AttributeMatrix, map: Float32Array, dimensions: number): Float32Array {
  const { offsets, indices, values } = matrix;
  const result = new Float32Array((offsets.length - 1) * dimensions);
  for (let item = 0; item + 1 < offsets.length; item += 1) {
    for (let entry = offsets[item]; entry < offsets[item + 1]; entry += 1) {
      const from = indices[entry] * dimensions;
      const value = values[entry];
      for (let index = 0; index < dimensions; index += 1)
        result[item * dimensions + index] += value * map[from + index];
    }
  }
  return result;
}

class AttributeFactorsModel implements FittedModel {
  readonly #matrix: AttributeMatrix;
  readonly #source: Float32Array;
  /** Attributes x dimensions. */
  readonly #targetMap: Float32Array;
  readonly #moments: Moments;
  readonly #parameters: AttributeFactorsParameters;

  /** With `moments` only when the targets are turned to their principal axes already. */
  constructor(
    matrix: AttributeMatrix,
    source: Float32Array,
    targetMap: Float32Array,
    parameters: AttributeFactorsParameters,
    moments?: Moments,
  ) {
    const { dimensions } = parameters;
    this.#matrix = matrix;
    this.#parameters = parameters;
    if (moments === undefined) {
      const axes = principalAxes(project(matrix, targetMap, dimensions), dimensions);
      const turn = (vectors: Float32Array): Float32Array =>
        gemm(vectors, axes.rotation, vectors.length / dimensions, dimensions, dimensions);
      this.#source = turn(source);
      this.#targetMap = turn(targetMap);
      this.#moments = axes.moments;
    } else {
      this.#source = source;
      this.#targetMap = targetMap;
      this.#moments = moments;
    }
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    const { dimensions } = this.#parameters;
    const { offsets, indices, values } = scoring.holdRows(this.#matrix);
    const targetMap = scoring.hold(this.#targetMap);
    const { workspace, items } = scoring;
    const targets = workspace.float32(items * dimensions);
    workspace.kernels.multiplySparse(
      offsets.byteOffset,
      indices.byteOffset,
      values.byteOffset,
      items,
      targetMap.byteOffset,
      dimensions,
      targets.byteOffset,
    );
    let signal: Float32Array;
    return new FactorScorer(scoring, targets, this.#moments, {
      query: (history) => (signal = this.#signal(history)),
      explain: (listed, reasons) =>
        listed.forEach((item, place) =>
          this.#visitShares(signal, item, (attribute, share) =>
            reasons.add(place, 'SIMILAR_CONTENT', share, undefined, attribute),
          ),
        ),
    });
  }

  save(): ComponentArtifact {
    const { names, offsets, indices, values } = this.#matrix;
    return {
      parameters: { ...this.#parameters, names: [...names] },
      arrays: { offsets, indices, values, source: this.#source, targetMap: this.#targetMap, ...this.#moments },
    };
  }

  #signal(history: History): Float32Array {
    const { dimensions } = this.#parameters;
    const source = this.#source;
    const signal = new Float32Array(dimensions);
    for (let event = 0; event < history.items.length; event += 1) {
      const base = history.items[event] * dimensions;
      const weight = history.weights[event];
      for (let index = 0; index < dimensions; index += 1) signal[index] += weight * source[base + index];
    }
    return signal;
  }

  /** Tells `visit` each attribute of the item and its share of the score. */
  #visitShares(signal: Float32Array, item: number, visit: (attribute: string, share: number) => void): void {
    const { names, offsets, indices, values } = this.#matrix;
    const map = this.#targetMap;
    for (let entry = offsets[item]; entry < offsets[item + 1]; entry += 1) {
      const base = indices[entry] * signal.length;
      // Four sums side by side, because each addition waits for the last; vectors have a multiple of four values.
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let index = 0; index < signal.length; index += 4) {
        sum0 += signal[index] * map[base + index];
        sum1 += signal[index + 1] * map[base + index + 1];
        sum2 += signal[index + 2] * map[base + index + 2];
        sum3 += signal[index + 3] * map[base + index + 3];
      }
      visit(names[indices[entry]], (sum0 + sum1 + (sum2 + sum3)) * values[entry]);
    }
  }
}
