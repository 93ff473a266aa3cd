import { algorithmNamed } from '../algorithms/index.ts';
import type { ComponentArtifact, Contribution, FittedModel, History, ScoreContext } from '../algorithms/Recommender.ts';
import { pick } from '../algorithms/pick.ts';
import type { HistoryEvent, ListSource } from '../contract/index.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { EventTypeWeights } from '../data/eventTypeWeights.ts';
import { ScorePreparation } from './ScorePreparation.ts';
import type { PreparedScores } from './ScorePreparation.ts';
import { toHistory } from './toHistory.ts';
import type { HybridReport } from './trainHybrid.ts';

/** One voice in the blend: a fitted model and how far back in the history it looks. Several may share a model. */
export interface HybridComponent {
  readonly name: string;
  /** Index into the models. */
  readonly model: number;
  /** Events after which an event counts half; 0 for no decay. */
  readonly historyHalfLife: number;
}

export interface HybridModelPart {
  readonly algorithm: string;
  readonly model: FittedModel;
}

/** What the blend needs besides the models. JSON-safe. */
export interface HybridParameters {
  readonly components: readonly HybridComponent[];
  /** History lengths at which weights were learned, ascending, beginning with 0; between two they are interpolated. */
  readonly historyLengths: readonly number[];
  /** A row per history length, a weight per component. */
  readonly weights: readonly (readonly number[])[];
  /** A weight per component for items that nobody has touched. */
  readonly coldWeights: readonly number[];
  readonly eventTypeWeights: EventTypeWeights;
  readonly positiveValue?: number;
}

/** What a hybrid is written as. */
export interface HybridArtifact {
  readonly parameters: HybridParameters;
  readonly models: readonly { readonly algorithm: string; readonly artifact: ComponentArtifact }[];
  /** 1 per item that has interactions. */
  readonly arrays: { readonly warm: Uint8Array };
}

export type Catalogue = Pick<Dataset, 'itemIds' | 'items'>;

/**
 * The weighted sum of all components: each component's scores are divided by their spread over the catalogue for this
 * history and multiplied by the weight learned for histories of this length. Scores have no unit; only their order
 * means something. Nothing in it changes after construction.
 */
export class HybridModel {
  readonly itemIds: readonly string[];
  readonly parameters: HybridParameters;
  readonly parts: readonly HybridModelPart[];
  /** 1 per item that has interactions. */
  readonly warm: Uint8Array;
  /** What tuning found, when the model was just trained; it is not part of what `save` returns. */
  readonly report?: HybridReport;
  readonly #indexOfItem: ReadonlyMap<string, number>;
  /** Made at the first score: training makes hybrids that only get saved. */
  #preparation: ScorePreparation | undefined;

  constructor(
    catalogue: Pick<Catalogue, 'itemIds'>,
    parts: readonly HybridModelPart[],
    parameters: HybridParameters,
    warm: Uint8Array,
    report?: HybridReport,
  ) {
    this.itemIds = catalogue.itemIds;
    this.parts = parts;
    this.parameters = parameters;
    this.warm = warm;
    this.report = report;
    this.#indexOfItem = new Map(catalogue.itemIds.map((itemId, index) => [itemId, index]));
  }

  /** The item's index, or undefined for an item the model does not know. */
  indexOfItem(itemId: string): number | undefined {
    return this.#indexOfItem.get(itemId);
  }

  /** Events of a request, in any order, as the history that `score` takes. */
  toHistory(events: readonly HistoryEvent[], now: number): History {
    return toHistory(events, this.#indexOfItem, now, this.parameters);
  }

  /** Where a list for this history comes from: MODEL, CONTENT when only untouched items are in it, else POPULAR. */
  sourceOf(history: History): ListSource {
    if (history.items.length === 0) return 'POPULAR';
    return history.items.some((item) => this.warm[item] === 1) ? 'MODEL' : 'CONTENT';
  }

  /** Scores of every item (length = items) or of `candidates` in their order; higher is better. Seen items included. */
  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return pick(this.prepare(history, context).scores, candidates);
  }

  /** The parts of one item's score, unordered; they add up to the score within 1e-5 of its magnitude. */
  explain(history: History, item: number, context: ScoreContext): Contribution[] {
    return this.explainMany(history, Uint32Array.of(item), context)[0];
  }

  /** `explain` for several items, which share the work on the history. */
  explainMany(history: History, items: Uint32Array, context: ScoreContext): Contribution[][] {
    const { explain } = this.prepare(history, context);
    return Array.from(items, (item) =>
      explain(item).flatMap(({ factor, contributions }) =>
        contributions.map((contribution) => ({ ...contribution, share: contribution.share * factor })),
      ),
    );
  }

  /** Scores of every item and, from the same work, what explains them: what serving calls once per request. */
  prepare(history: History, context: ScoreContext): PreparedScores {
    this.#preparation ??= new ScorePreparation(this);
    return this.#preparation.prepare(history, context);
  }

  /** Scores of every item by likeness to one item; the item itself gets -Infinity. */
  similar(item: number): Float32Array {
    const history: History = { items: Uint32Array.of(item), weights: Float32Array.of(1), ages: new Float32Array(1) };
    const scores = this.score(history, {});
    scores[item] = Number.NEGATIVE_INFINITY;
    return scores;
  }

  /** Scores of every item for a user of whom nothing is known. */
  popular(context: ScoreContext): Float32Array {
    return this.score({ items: new Uint32Array(0), weights: new Float32Array(0), ages: new Float32Array(0) }, context);
  }

  save(): HybridArtifact {
    return {
      parameters: this.parameters,
      models: this.parts.map(({ algorithm, model }) => ({ algorithm, artifact: model.save() })),
      arrays: { warm: this.warm },
    };
  }

  static load(artifact: HybridArtifact, catalogue: Pick<Catalogue, 'itemIds'>): HybridModel {
    const parts = artifact.models.map(({ algorithm, artifact: saved }) => ({
      algorithm,
      model: algorithmNamed(algorithm).load(saved),
    }));
    return new HybridModel(catalogue, parts, artifact.parameters, artifact.arrays.warm);
  }
}
