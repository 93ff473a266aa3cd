import { ContentVoice } from '../voices/ContentVoice.ts';
import type { Voice } from '../voices/Voice.ts';
import type { VoiceRoom } from '../voices/VoiceRoom.ts';
import type { AttributeMatrix } from './attributeMatrix.ts';
import { attributeMatrix } from './attributeMatrix.ts';
import type {
  ComponentArtifact,
  Contribution,
  FittedModel,
  History,
  PreparedModel,
  Recommender,
  ScoreContext,
} from './Recommender.ts';
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

/** The transpose of an attribute matrix: attribute a has the items offsets[a] to offsets[a + 1]. */
interface ItemsByAttribute {
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
  readonly values: Float32Array;
}

function itemsByAttribute(matrix: AttributeMatrix): ItemsByAttribute {
  const offsets = new Uint32Array(matrix.names.length + 1);
  for (const attribute of matrix.indices) offsets[attribute + 1] += 1;
  for (let attribute = 0; attribute < matrix.names.length; attribute += 1) offsets[attribute + 1] += offsets[attribute];
  const cursor = offsets.slice(0, -1);
  const items = new Uint32Array(matrix.indices.length);
  const values = new Float32Array(matrix.indices.length);
  for (let item = 0; item + 1 < matrix.offsets.length; item += 1) {
    for (let entry = matrix.offsets[item]; entry < matrix.offsets[item + 1]; entry += 1) {
      const target = cursor[matrix.indices[entry]]++;
      items[target] = item;
      values[target] = matrix.values[entry];
    }
  }
  return { offsets, items, values };
}

class ContentModel implements FittedModel {
  readonly #matrix: AttributeMatrix;
  /** Made when first scored: a blend that does not need content never does. */
  #byAttribute: ItemsByAttribute | undefined;
  readonly #parameters: ContentParameters;

  constructor(matrix: AttributeMatrix, parameters: ContentParameters) {
    this.#matrix = matrix;
    this.#parameters = parameters;
  }

  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return pick(this.prepare(history, context).scores, candidates);
  }

  prepare(
    history: History,
    _context: ScoreContext,
    out: Float32Array = new Float32Array(this.#matrix.offsets.length - 1),
  ): PreparedModel {
    const profile = this.#profile(history);
    this.#byAttribute ??= itemsByAttribute(this.#matrix);
    const { offsets, items, values } = this.#byAttribute;
    const scores = out.fill(0);
    // A history has few of all attributes: going through their items alone leaves most of the matrix unread.
    for (let attribute = 0; attribute < profile.length; attribute += 1) {
      const weight = profile[attribute];
      if (weight === 0) continue;
      for (let entry = offsets[attribute]; entry < offsets[attribute + 1]; entry += 1) {
        scores[items[entry]] += weight * values[entry];
      }
    }
    return { scores, explain: (item) => this.explain(history, item) };
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

  createVoice(room: VoiceRoom): Voice {
    this.#byAttribute ??= itemsByAttribute(this.#matrix);
    const { offsets, items, values } = this.#byAttribute;
    return new ContentVoice(room, this.#matrix, { offsets, indices: items, values });
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
