import { algorithmNamed } from '../algorithms/index.ts';
import type { ComponentArtifact, FittedModel } from '../algorithms/Recommender.ts';
import type { HistoryEvent, ListSource } from '../contract/index.ts';
import type { Catalogue } from '../data/Dataset.ts';
import type { EventRules } from '../contract/eventRules.ts';
import type { History } from '../data/History.ts';
import { toHistory } from '../data/toHistory.ts';

/** One component of the blend: a fitted model and how far back in the history it looks. Several may share a model. */
export interface HybridComponent {
  readonly name: string;
  /** Index into the models. */
  readonly model: number;
  /** Events after which an event counts half; 0 for no decay. */
  readonly historyHalfLife: number;
}

/** A fitted model and the name of the algorithm that loads it. */
export interface NamedModel {
  readonly algorithm: string;
  readonly model: FittedModel;
}

/** Weights of the components by history length. */
export interface WeightTable {
  /** History lengths at which weights were learned, ascending, beginning with 0; between two they are interpolated. */
  readonly historyLengths: readonly number[];
  /** A row per history length, a weight per component. */
  readonly weights: readonly (readonly number[])[];
}

/** What the blend needs besides the models. JSON-safe. */
export interface HybridParameters extends WeightTable, EventRules {
  readonly components: readonly HybridComponent[];
  /**
   * Weights for somebody who comes back after a pause, where they were learned: what comes next in a visit is seldom what
   * is wanted days later.
   */
  readonly afterPause?: WeightTable;
  /** A weight per component for items that nobody has touched. */
  readonly coldWeights: readonly number[];
}

/** What a hybrid is written as. */
export interface HybridArtifact {
  readonly parameters: HybridParameters;
  readonly models: readonly { readonly algorithm: string; readonly artifact: ComponentArtifact }[];
  /** 1 per item that has interactions. */
  readonly arrays: { readonly warm: Uint8Array };
}

/**
 * The weighted sum of all components: each component's scores are divided by their standard deviation over the catalogue
 * for this history and multiplied by the weight learned for histories of this length (`ListScorer` does it). Scores have
 * no unit; only their order means something. Nothing in it changes after construction.
 */
export class HybridModel {
  readonly itemIds: readonly string[];
  readonly parameters: HybridParameters;
  readonly models: readonly NamedModel[];
  /** 1 per item that has interactions. */
  readonly warm: Uint8Array;
  readonly #indexOfItem: ReadonlyMap<string, number>;

  constructor(
    catalogue: Pick<Catalogue, 'itemIds'>,
    models: readonly NamedModel[],
    parameters: HybridParameters,
    warm: Uint8Array,
  ) {
    this.itemIds = catalogue.itemIds;
    this.models = models;
    this.parameters = parameters;
    this.warm = warm;
    this.#indexOfItem = new Map(catalogue.itemIds.map((itemId, index) => [itemId, index]));
  }

  /** The item's index, or undefined for an item the model does not know. */
  indexOfItem(itemId: string): number | undefined {
    return this.#indexOfItem.get(itemId);
  }

  /** Events of a request, in any order, as the history that is scored. */
  toHistory(events: readonly HistoryEvent[], now: number): History {
    return toHistory(events, this.#indexOfItem, now, this.parameters);
  }

  /** Where a list for this history comes from: MODEL, CONTENT when only untouched items are in it, else POPULAR. */
  sourceOf(history: History): ListSource {
    if (history.items.length === 0) return 'POPULAR';
    return history.items.some((item) => this.warm[item] === 1) ? 'MODEL' : 'CONTENT';
  }

  save(): HybridArtifact {
    return {
      parameters: this.parameters,
      models: this.models.map(({ algorithm, model }) => ({ algorithm, artifact: model.save() })),
      arrays: { warm: this.warm },
    };
  }

  static load(artifact: HybridArtifact, catalogue: Pick<Catalogue, 'itemIds'>): HybridModel {
    const models = artifact.models.map(({ algorithm, artifact: saved }) => ({
      algorithm,
      model: algorithmNamed(algorithm).load(saved),
    }));
    return new HybridModel(catalogue, models, artifact.parameters, artifact.arrays.warm);
  }
}

/** Days since the newest event until which a visit goes on, and from which it is another one. */
const [visitGoesOn, visitIsOver] = [1 / 24, 1];

/**
 * The weights for a history, by its length and by how long ago its newest event is: between an hour and a day the weights
 * of a visit pass over into those after a pause, on a logarithmic scale. Where no time is known, a visit goes on.
 */
export function weightsFor(
  parameters: WeightTable & { readonly afterPause?: WeightTable },
  history: History,
): readonly number[] {
  const { length } = history.items;
  const inVisit = weightsByLength(parameters, length);
  const pause = history.ages[length - 1];
  if (parameters.afterPause === undefined || !(pause > visitGoesOn)) return inVisit;
  const afterPause = weightsByLength(parameters.afterPause, length);
  const part = Math.min(1, Math.log(pause / visitGoesOn) / Math.log(visitIsOver / visitGoesOn));
  return between(inVisit, afterPause, part);
}

/**
 * Weights for a history of that length: interpolated between the two nearest lengths at which they were learned, on a
 * logarithmic scale, so that one more event never makes a jump. An empty history has the weights of length 0 alone.
 */
export function weightsByLength({ historyLengths, weights }: WeightTable, length: number): readonly number[] {
  if (length === 0) return weights[0];
  let upper = 1;
  while (upper < historyLengths.length && historyLengths[upper] < length) upper += 1;
  if (upper === historyLengths.length) return weights[upper - 1];
  if (upper === 1 || historyLengths[upper] === length) return weights[upper];
  const below = Math.log(historyLengths[upper - 1]);
  const part = (Math.log(length) - below) / (Math.log(historyLengths[upper]) - below);
  return between(weights[upper - 1], weights[upper], part);
}

/** `part` of the way from one set of weights to another. */
function between(from: readonly number[], to: readonly number[], part: number): readonly number[] {
  return to.map((weight, index) => part * weight + (1 - part) * from[index]);
}
