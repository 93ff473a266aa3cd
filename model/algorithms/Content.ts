import type { AttributeMatrix } from './attributeMatrix.ts';
import { attributeMatrix } from './attributeMatrix.ts';
import type { ComponentArtifact, Contribution, FittedModel, History, Recommender, ScoreContext } from './Recommender.ts';
import { pick } from './pick.ts';

export interface ContentParameters {
  /** Attributes kept, most frequent first. */
  attributes: number;
}

/**
 * Likeness by attributes: the cosine between an item's TF-IDF vector and the sum of those of the history. Knows
 * nothing of other users, so it works for items that nobody has touched.
 */
export const Content: Recommender<ContentParameters> = {
  name: 'content',
  defaults: { attributes: 20_000 },

  fit(dataset, parameters) {
    return new ContentModel(attributeMatrix(dataset, parameters.attributes), parameters);
  },

  load(artifact) {
    const { names, ...parameters } = artifact.parameters;
    const { offsets, indices, values } = artifact.arrays;
    const matrix = {
      names: names as string[],
      offsets: offsets as Uint32Array,
      indices: indices as Uint32Array,
      values: values as Float32Array,
    };
    return new ContentModel(matrix, parameters as unknown as ContentParameters);
  },
};

class ContentModel implements FittedModel {
  readonly #matrix: AttributeMatrix;
  readonly #parameters: ContentParameters;

  constructor(matrix: AttributeMatrix, parameters: ContentParameters) {
    this.#matrix = matrix;
    this.#parameters = parameters;
  }

  score(history: History, _context: ScoreContext, candidates?: Uint32Array): Float32Array {
    const profile = this.#profile(history);
    const { offsets, indices, values } = this.#matrix;
    const scores = new Float32Array(offsets.length - 1);
    for (let item = 0; item < scores.length; item += 1) {
      let sum = 0;
      for (let entry = offsets[item]; entry < offsets[item + 1]; entry += 1) sum += profile[indices[entry]] * values[entry];
      scores[item] = sum;
    }
    return pick(scores, candidates);
  }

  explain(history: History, item: number): Contribution[] {
    const { names, offsets, indices, values } = this.#matrix;
    const valueOf = new Map<number, number>();
    for (let entry = offsets[item]; entry < offsets[item + 1]; entry += 1) valueOf.set(indices[entry], values[entry]);
    const contributions: Contribution[] = [];
    for (let event = 0; event < history.items.length; event += 1) {
      const itemIndex = history.items[event];
      for (let entry = offsets[itemIndex]; entry < offsets[itemIndex + 1]; entry += 1) {
        const value = valueOf.get(indices[entry]);
        if (value === undefined) continue;
        const share = history.weights[event] * values[entry] * value;
        contributions.push({ code: 'SIMILAR_CONTENT', itemIndex, attribute: names[indices[entry]], share });
      }
    }
    return contributions;
  }

  save(): ComponentArtifact {
    const { names, offsets, indices, values } = this.#matrix;
    return { parameters: { ...this.#parameters, names: [...names] }, arrays: { offsets, indices, values } };
  }

  /** The weighted sum of the history's vectors, per attribute. */
  #profile(history: History): Float64Array {
    const { names, offsets, indices, values } = this.#matrix;
    const profile = new Float64Array(names.length);
    for (let event = 0; event < history.items.length; event += 1) {
      const item = history.items[event];
      for (let entry = offsets[item]; entry < offsets[item + 1]; entry += 1) {
        profile[indices[entry]] += history.weights[event] * values[entry];
      }
    }
    return profile;
  }
}
