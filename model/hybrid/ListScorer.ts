import type { ComponentStanding } from '../contract/index.ts';
import type { History, ScoreContext } from '../data/History.ts';
import { decayHistory } from '../data/History.ts';
import { Workspace } from '../kernels/index.ts';
import type { ReasonTable } from '../scoring/ReasonTable.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { HybridModel } from './HybridModel.ts';
import { weightsFor } from './HybridModel.ts';

/** The scores of one request, valid until the next. */
export interface ListScores {
  /** By item index, over the whole catalogue; the caller may change them. With `estimates` they are not whole. */
  readonly scores: Float32Array;
  /** The score of one item, all components included. */
  scoreOf(item: number): number;
  /** Given when `scores` leave out the components whose scores take long. */
  readonly estimates?: ListEstimates;
  /** Adds the shares of which the scores of the listed items are made up to `reasons`. */
  explain(items: Uint32Array, reasons: ReasonTable): void;
  /** Where one item stands by each component that has something to say, in the order of the components. */
  standings(item: number): ComponentStanding[];
}

/** What can be said of whole scores while `scores` are what they were. Results are valid until the next call. */
export interface ListEstimates {
  /** About the scores of some items. */
  scoresOf(items: Uint32Array): Float32Array;
  /** All items whose score may be `floor` or more, and about what it is. */
  from(floor: number): RoughScores;
}

/** Items in ascending order (undefined: all items) and about their scores. */
export interface RoughScores {
  readonly items: Uint32Array | undefined;
  readonly scores: Float32Array;
}

/** Above this part of the catalogue a scan of all is faster than picking rows. */
const mostPicked = 0.25;

/** A component that has something to say about the history. */
interface ActiveComponent {
  readonly name: string;
  readonly scorer: Scorer;
  readonly warmFactor: number;
  readonly coldFactor: number;
  /** The event of the history that is the first for this component, as older ones have faded. */
  readonly firstEvent: number;
}

/**
 * Scores a catalogue by a hybrid: every component has a scorer in one workspace, and their scores are blended in place.
 * Scores of all items are worked out only where they are asked for; where only the best items are wanted, estimates tell
 * which. Nothing here waits, so calls cannot overlap.
 */
export class ListScorer {
  readonly #model: HybridModel;
  /** Where the scorers are; others over the same catalogue may be made in it. */
  readonly scoring: ScoringWorkspace;
  /** By component. */
  readonly #scorers: readonly Scorer[];
  readonly #scores: Float32Array;
  /** Used by estimates. */
  readonly #bounds: Float32Array;
  readonly #picked: Uint32Array;
  readonly #coldItems: Uint32Array;

  constructor(model: HybridModel) {
    const items = model.itemIds.length;
    this.#model = model;
    this.scoring = scoringWorkspaceOf(model);
    this.#scorers = model.parameters.components.map((component) =>
      model.models[component.model].model.createScorer(this.scoring),
    );
    const { workspace } = this.scoring;
    [this.#scores, this.#bounds] = [workspace.float32(items), workspace.float32(items)];
    this.#picked = workspace.uint32(items);
    this.#coldItems = Uint32Array.from(model.warm.keys()).filter((item) => model.warm[item] === 0);
  }

  /** With `isWhole` the scores of all items are worked out in full. */
  prepare(history: History, context: ScoreContext, isWhole: boolean): ListScores {
    const { warm } = this.#model;
    const active = this.#prepareComponents(history, context);
    const isLeftOut = ({ scorer, warmFactor }: ActiveComponent): boolean =>
      !isWhole && warmFactor !== 0 && scorer.estimates !== undefined;
    const leftOut = active.filter(isLeftOut);
    const taken = active.filter((one) => one.warmFactor !== 0 && !isLeftOut(one));
    const scores = this.#scores;
    this.scoring.blend(
      taken.map(({ scorer, warmFactor }) => ({ values: scorer.scores(), factor: warmFactor })),
      scores,
    );
    const scoreOf = (item: number): number => {
      let score = 0;
      for (const { scorer, warmFactor, coldFactor } of active) {
        const factor = warm[item] === 1 ? warmFactor : coldFactor;
        if (factor !== 0) score += factor * scorer.scoreOf(item);
      }
      return score;
    };
    for (const item of this.#coldItems) scores[item] = scoreOf(item);
    return {
      scores,
      scoreOf,
      estimates:
        leftOut.length === 0
          ? undefined
          : { scoresOf: (items) => this.#roughOf(leftOut, items), from: (floor) => this.#roughFrom(leftOut, floor) },
      explain: (items, reasons) => this.#explain(active, items, reasons),
      standings: (item) => active.map((component) => standingBy(component, item, warm[item] === 1)),
    };
  }

  #roughFrom(leftOut: readonly ActiveComponent[], floor: number): RoughScores {
    const scores = this.#scores;
    const bounds = this.#bounds;
    const terms = [{ values: scores, factor: 1 }];
    for (const { scorer, warmFactor } of leftOut) {
      if (scorer.estimates === undefined) continue;
      terms.push({ values: scorer.estimates.bounds, factor: Math.abs(warmFactor) * scorer.estimates.boundScale() });
    }
    this.scoring.blend(terms, bounds);
    // Sums in 32 bits are off by less than this.
    const slack = 1e-5 * Math.abs(floor);
    const { byteOffset, length } = bounds;
    const { kernels } = this.scoring.workspace;
    const count = kernels.collectFrom(byteOffset, length, floor - slack, this.#picked.byteOffset);
    if (count <= mostPicked * length) {
      const items = this.#picked.subarray(0, count);
      return { items, scores: this.#roughOf(leftOut, items) };
    }
    bounds.set(scores);
    for (const { scorer, warmFactor } of leftOut) scorer.estimates?.addRoughScores(warmFactor, bounds);
    // Scores of items that nobody touched are whole already.
    for (const item of this.#coldItems) bounds[item] = scores[item];
    return { items: undefined, scores: bounds };
  }

  #roughOf(leftOut: readonly ActiveComponent[], items: Uint32Array): Float32Array {
    const { length } = items;
    const picked = this.#picked.subarray(0, length);
    if (items.buffer !== picked.buffer) picked.set(items);
    const rough = this.#bounds.subarray(0, length);
    const { kernels } = this.scoring.workspace;
    kernels.pickValues(this.#scores.byteOffset, picked.byteOffset, length, rough.byteOffset);
    for (const { scorer, warmFactor } of leftOut) scorer.estimates?.addRoughScoresOf(picked, warmFactor, rough);
    if (this.#coldItems.length > 0) {
      for (let place = 0; place < length; place += 1) {
        if (this.#model.warm[picked[place]] === 0) rough[place] = this.#scores[picked[place]];
      }
    }
    return rough;
  }

  /** The components that have something to say. */
  #prepareComponents(history: History, context: ScoreContext): ActiveComponent[] {
    const { parameters } = this.#model;
    const weights = weightsFor(parameters, history);
    const active: ActiveComponent[] = [];
    parameters.components.forEach(({ name, historyHalfLife }, index) => {
      const coldWeight = this.#coldItems.length > 0 ? parameters.coldWeights[index] : 0;
      if (weights[index] === 0 && coldWeight === 0) return;
      const decayed = decayHistory(history, historyHalfLife);
      const scorer = this.#scorers[index];
      const standardDeviation = scorer.prepare(decayed, context);
      if (standardDeviation === 0) return;
      const firstEvent = history.items.length - decayed.items.length;
      active.push({
        name,
        scorer,
        warmFactor: weights[index] / standardDeviation,
        coldFactor: coldWeight / standardDeviation,
        firstEvent,
      });
    });
    return active;
  }

  #explain(active: readonly ActiveComponent[], items: Uint32Array, reasons: ReasonTable): void {
    const { warm } = this.#model;
    const { places } = this.scoring;
    for (let place = 0; place < items.length; place += 1) places[items[place]] = place + 1;
    const factors = new Float64Array(items.length);
    for (const { scorer, warmFactor, coldFactor, firstEvent } of active) {
      let hasFactor = false;
      for (let place = 0; place < items.length; place += 1) {
        factors[place] = warm[items[place]] === 1 ? warmFactor : coldFactor;
        hasFactor ||= factors[place] !== 0;
      }
      if (!hasFactor) continue;
      reasons.setFactors(factors, firstEvent);
      scorer.explain(items, reasons);
    }
    for (const item of items) places[item] = 0;
  }
}

function standingBy(
  { name, scorer, warmFactor, coldFactor }: ActiveComponent,
  item: number,
  isWarm: boolean,
): ComponentStanding {
  const scores = scorer.scores();
  const better = scores.reduce((count, score) => count + Number(score > scores[item]), 0);
  return { name, share: (isWarm ? warmFactor : coldFactor) * scorer.scoreOf(item), rank: better + 1 };
}

/** The workspace that an artifact was read to; a model that was just trained is copied into a new one. */
function scoringWorkspaceOf({ itemIds, models, parameters, warm }: HybridModel): ScoringWorkspace {
  const home = Workspace.holding(warm);
  if (home !== undefined) return new ScoringWorkspace(itemIds.length, home);
  const arrays = models.flatMap(({ model }) => Object.values(model.save().arrays));
  return ScoringWorkspace.forArrays(itemIds.length, arrays, parameters.components.length);
}
