import type { History } from '../data/History.ts';
import { SparseScorer } from '../kernels/index.ts';
import type { ResidentRows } from '../kernels/index.ts';
import type { ReasonTable } from '../scoring/ReasonTable.ts';
import { RowScorer } from '../scoring/RowScorer.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { AttributeMatrix } from './attributeMatrix.ts';
import { attributeMatrix } from './attributeMatrix.ts';
import type { ComponentArtifact, FittedModel, Recommender } from './Recommender.ts';
import { secondsPer } from './secondsPer.ts';

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
  basis: 'attributes',
  defaults: { attributes: 20_000 },

  settings({ size }) {
    if (!size.hasAttributes) return [];
    const seconds = Math.max(0.5, secondsPer.described * size.items);
    return [{ name: 'content', parameters: {}, halfLives: [0, 4], seconds, priority: 1 }];
  },

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

/** The transpose of an attribute matrix: attribute a has the items from offsets[a] to offsets[a + 1]. */
function itemsByAttribute(matrix: AttributeMatrix): ResidentRows {
  const offsets = new Uint32Array(matrix.names.length + 1);
  for (const attribute of matrix.indices) offsets[attribute + 1] += 1;
  for (let attribute = 0; attribute < matrix.names.length; attribute += 1) offsets[attribute + 1] += offsets[attribute];
  const cursor = offsets.slice(0, -1);
  const indices = new Uint32Array(matrix.indices.length);
  const values = new Float32Array(matrix.indices.length);
  for (let item = 0; item + 1 < matrix.offsets.length; item += 1) {
    for (let entry = matrix.offsets[item]; entry < matrix.offsets[item + 1]; entry += 1) {
      const target = cursor[matrix.indices[entry]]++;
      indices[target] = item;
      values[target] = matrix.values[entry];
    }
  }
  return { offsets, indices, values };
}

class ContentModel implements FittedModel {
  readonly #matrix: AttributeMatrix;
  /** Made for the first scorer and shared by all, so that a workspace holds it once. */
  #byAttribute: ResidentRows | undefined;
  readonly #parameters: ContentParameters;

  constructor(matrix: AttributeMatrix, parameters: ContentParameters) {
    this.#matrix = matrix;
    this.#parameters = parameters;
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    this.#byAttribute ??= itemsByAttribute(this.#matrix);
    return new ContentScorer(scoring, this.#matrix, this.#byAttribute);
  }

  save(): ComponentArtifact {
    const { names, offsets, indices, values } = this.#matrix;
    return { parameters: { ...this.#parameters, names: [...names] }, arrays: { offsets, indices, values } };
  }
}

/** Scores that are products of the items' attribute vectors with the sum of those of the history. */
class ContentScorer extends RowScorer {
  readonly #byItem: AttributeMatrix;
  readonly #scorer: SparseScorer;
  /** Per attribute: what the history has of it, and its first entry in the lists below (1 more; 0 for none). */
  readonly #profile: Float64Array;
  readonly #first: Uint32Array;
  #attributes: number[] = [];
  /** Entries: an event, its part of the attribute's profile, and the attribute's next entry. */
  #events: number[] = [];
  #amounts: number[] = [];
  #next: number[] = [];

  constructor(scoring: ScoringWorkspace, byItem: AttributeMatrix, byAttribute: ResidentRows) {
    super(scoring);
    this.#byItem = byItem;
    this.#scorer = new SparseScorer(scoring.workspace, scoring.holdRows(byAttribute));
    this.#profile = new Float64Array(byItem.names.length);
    this.#first = new Uint32Array(byItem.names.length);
  }

  protected override score({ items, weights }: History): void {
    const { offsets, indices, values } = this.#byItem;
    for (const attribute of this.#attributes) this.#first[attribute] = this.#profile[attribute] = 0;
    this.#attributes = [];
    this.#events = [];
    this.#amounts = [];
    this.#next = [];
    // From the newest event back, so that an attribute's entries come oldest first.
    for (let event = items.length - 1; event >= 0; event -= 1) {
      const end = offsets[items[event] + 1];
      for (let entry = offsets[items[event]]; entry < end; entry += 1) {
        const attribute = indices[entry];
        const amount = weights[event] * values[entry];
        if (this.#first[attribute] === 0) this.#attributes.push(attribute);
        this.#events.push(event);
        this.#amounts.push(amount);
        this.#next.push(this.#first[attribute]);
        this.#first[attribute] = this.#events.length;
        this.#profile[attribute] += amount;
      }
    }
    const rows = Uint32Array.from(this.#attributes);
    this.#scorer.sum(
      rows,
      Float32Array.from(this.#attributes, (attribute) => this.#profile[attribute]),
      this.row,
    );
  }

  override explain(items: Uint32Array, reasons: ReasonTable): void {
    const { names, offsets, indices, values } = this.#byItem;
    for (let place = 0; place < items.length; place += 1) {
      for (let entry = offsets[items[place]]; entry < offsets[items[place] + 1]; entry += 1) {
        const attribute = indices[entry];
        let part = this.#first[attribute];
        if (part === 0) continue;
        const share = values[entry] * this.#profile[attribute];
        reasons.add(place, 'SIMILAR_CONTENT', share, undefined, names[attribute]);
        for (; part > 0; part = this.#next[part - 1]) {
          reasons.credit(place, 'SIMILAR_CONTENT', values[entry] * this.#amounts[part - 1], this.#events[part - 1]);
        }
      }
    }
  }
}
