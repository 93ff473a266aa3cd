import type { ReasonCode } from '../contract/index.ts';
import { ItemRowsScorer } from '../scoring/ItemRowsScorer.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { ItemRows } from './ItemRows.ts';
import type { ComponentArtifact, FittedModel } from './Recommender.ts';

/**
 * Every model that is linear in the history: the score of item i is the sum over the history of weight times the
 * row's entry for i. Item kNN, EASE, SLIM and transitions differ in how the rows are made.
 */
export class ItemItemModel implements FittedModel {
  readonly #rows: ItemRows;
  readonly #code: ReasonCode;
  readonly #parameters: Record<string, unknown>;

  constructor(rows: ItemRows, code: ReasonCode, parameters: Record<string, unknown> = {}) {
    this.#rows = rows;
    this.#code = code;
    this.#parameters = parameters;
  }

  createScorer(scoring: ScoringWorkspace): Scorer {
    return new ItemRowsScorer(scoring, this.#rows, this.#code);
  }

  save(): ComponentArtifact {
    return { parameters: { ...this.#parameters, code: this.#code }, arrays: savedRows(this.#rows) };
  }

  static load(artifact: ComponentArtifact): ItemItemModel {
    const { code, ...parameters } = artifact.parameters;
    return new ItemItemModel(artifact.arrays as unknown as ItemRows, code as ReasonCode, parameters);
  }
}

/** The arrays of the rows for an artifact: items in 16 bits where they can be numbered so. */
export function savedRows({ offsets, indices, values }: ItemRows): { [Name in keyof ItemRows]: ItemRows[Name] } {
  const isAsSaved = indices instanceof Uint16Array || offsets.length - 1 > 2 ** 16;
  return { offsets, indices: isAsSaved ? indices : Uint16Array.from(indices), values };
}
