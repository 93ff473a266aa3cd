import type { FittedModel } from '../../../model/algorithms/Recommender.ts';
import type { Reason } from '../../../model/contract/index.ts';
import type { History, ScoreContext } from '../../../model/data/History.ts';
import { ReasonTable } from '../../../model/scoring/ReasonTable.ts';
import type { Scorer } from '../../../model/scoring/Scorer.ts';
import { ScoringWorkspace } from '../../../model/scoring/ScoringWorkspace.ts';

/** A model's scorer for a catalogue, with short ways to ask it. */
export class CatalogueScorer {
  readonly scorer: Scorer;
  readonly #scoring: ScoringWorkspace;
  readonly #itemIds: readonly string[];

  constructor(model: FittedModel, itemIds: readonly string[]) {
    this.#scoring = ScoringWorkspace.forArrays(itemIds.length, Object.values(model.save().arrays), 1);
    this.#itemIds = itemIds;
    this.scorer = model.createScorer(this.#scoring);
  }

  scores(history: History, context: ScoreContext = {}): Float32Array {
    this.scorer.prepare(history, context);
    return this.scorer.scores().slice();
  }

  /** The reasons of each of `items`, in their order. */
  reasons(history: History, items: readonly number[], context: ScoreContext = {}): Reason[][] {
    this.scorer.prepare(history, context);
    const table = new ReasonTable(this.#itemIds);
    const { places } = this.#scoring;
    table.begin(items.length, history.items);
    table.setFactors(new Float64Array(items.length).fill(1), 0);
    items.forEach((item, place) => (places[item] = place + 1));
    this.scorer.explain(Uint32Array.from(items), table);
    for (const item of items) places[item] = 0;
    return items.map((_, place) => table.reasonsOf(place));
  }
}
