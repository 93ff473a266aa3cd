import type { History, ScoreContext } from '../algorithms/Recommender.ts';
import type { HybridModel } from './HybridModel.ts';
import { blendWeights } from './blendWeights.ts';
import { decayHistory } from './decayHistory.ts';
import { Workspace } from '../kernels/index.ts';
import type { ReasonTable } from '../ranking/ReasonTable.ts';
import { PlainVoice } from '../voices/PlainVoice.ts';
import type { Voice } from '../voices/Voice.ts';
import { voiceBytes, VoiceRoom } from '../voices/VoiceRoom.ts';

/** The scores of one request, valid until the next. */
export interface ListScores {
  /** By item index, over the whole catalogue; the caller may change them. With `estimates` they are not whole. */
  readonly scores: Float32Array;
  /** The score of one item, all components included. */
  scoreOf(item: number): number;
  /** Given when `scores` leave out the components whose scores are dear. */
  readonly estimates?: ListEstimates;
  /** Adds the parts of the scores of the listed items to `reasons`. */
  explain(items: Uint32Array, reasons: ReasonTable): void;
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

interface ActiveVoice {
  readonly voice: Voice;
  readonly warmFactor: number;
  readonly coldFactor: number;
  /** The event of the history that is the voice's first. */
  readonly firstEvent: number;
}

/**
 * The hybrid as serving runs it: every component as a voice over one workspace, blended in place. It says what
 * `HybridModel.score` and `explain` say, with less work where only the best items matter. Nothing here waits, so calls
 * cannot overlap.
 */
export class ListScorer {
  readonly #model: HybridModel;
  readonly #room: VoiceRoom;
  readonly #voices: readonly Voice[];
  readonly #scores: Float32Array;
  /** Used by estimates. */
  readonly #bounds: Float32Array;
  readonly #picked: Uint32Array;
  readonly #coldItems: Uint32Array;

  constructor(model: HybridModel) {
    const items = model.itemIds.length;
    this.#model = model;
    // An artifact was read to a workspace; a model that was just trained is copied into one.
    this.#room = new VoiceRoom(
      items,
      Workspace.holding(model.warm) ?? new Workspace(bytesOf(model) + voiceBytes(items)),
    );
    this.#voices = model.parameters.components.map((component) => {
      const part = model.parts[component.model].model;
      return part.createVoice?.(this.#room) ?? new PlainVoice(this.#room, part);
    });
    const { workspace } = this.#room;
    [this.#scores, this.#bounds] = [workspace.float32(items), workspace.float32(items)];
    this.#picked = workspace.uint32(items);
    this.#coldItems = Uint32Array.from(model.warm.keys()).filter((item) => model.warm[item] === 0);
  }

  /** With `isWhole` the scores of all items are worked out in full. */
  prepare(history: History, context: ScoreContext, isWhole: boolean): ListScores {
    const { warm } = this.#model;
    const voices = this.#prepareVoices(history, context);
    const isLeftOut = ({ voice, warmFactor }: ActiveVoice): boolean =>
      !isWhole && warmFactor !== 0 && voice.estimates !== undefined;
    const leftOut = voices.filter(isLeftOut);
    const taken = voices.filter((active) => active.warmFactor !== 0 && !isLeftOut(active));
    const scores = this.#scores;
    this.#room.blend(
      taken.map(({ voice, warmFactor }) => ({ values: voice.scores(), factor: warmFactor })),
      scores,
    );
    const scoreOf = (item: number): number => {
      let score = 0;
      for (const { voice, warmFactor, coldFactor } of voices) {
        const factor = warm[item] === 1 ? warmFactor : coldFactor;
        if (factor !== 0) score += factor * voice.scoreOf(item);
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
      explain: (items, reasons) => this.#explain(voices, items, reasons),
    };
  }

  #roughFrom(leftOut: readonly ActiveVoice[], floor: number): RoughScores {
    const scores = this.#scores;
    const bounds = this.#bounds;
    const terms = [{ values: scores, factor: 1 }];
    for (const { voice, warmFactor } of leftOut) {
      if (voice.estimates === undefined) continue;
      terms.push({ values: voice.estimates.bounds, factor: Math.abs(warmFactor) * voice.estimates.boundScale() });
    }
    this.#room.blend(terms, bounds);
    // Sums in 32 bits are off by less than this.
    const slack = 1e-5 * Math.abs(floor);
    const { byteOffset, length } = bounds;
    const { kernels } = this.#room.workspace;
    const count = kernels.collectFrom(byteOffset, length, floor - slack, this.#picked.byteOffset);
    if (count <= mostPicked * length) {
      const items = this.#picked.subarray(0, count);
      return { items, scores: this.#roughOf(leftOut, items) };
    }
    bounds.set(scores);
    for (const { voice, warmFactor } of leftOut) voice.estimates?.addRoughScores(warmFactor, bounds);
    // Scores of items that nobody touched are whole already.
    for (const item of this.#coldItems) bounds[item] = scores[item];
    return { items: undefined, scores: bounds };
  }

  #roughOf(leftOut: readonly ActiveVoice[], items: Uint32Array): Float32Array {
    const { length } = items;
    const picked = this.#picked.subarray(0, length);
    if (items.buffer !== picked.buffer) picked.set(items);
    const rough = this.#bounds.subarray(0, length);
    const { kernels } = this.#room.workspace;
    kernels.pickValues(this.#scores.byteOffset, picked.byteOffset, length, rough.byteOffset);
    for (const { voice, warmFactor } of leftOut) voice.estimates?.addRoughScoresOf(picked, warmFactor, rough);
    if (this.#coldItems.length > 0) {
      for (let place = 0; place < length; place += 1) {
        if (this.#model.warm[picked[place]] === 0) rough[place] = this.#scores[picked[place]];
      }
    }
    return rough;
  }

  /** The components that have something to say. */
  #prepareVoices(history: History, context: ScoreContext): ActiveVoice[] {
    const { parameters } = this.#model;
    const weights = blendWeights(parameters, history.items.length);
    const voices: ActiveVoice[] = [];
    parameters.components.forEach(({ historyHalfLife }, index) => {
      const coldWeight = this.#coldItems.length > 0 ? parameters.coldWeights[index] : 0;
      if (weights[index] === 0 && coldWeight === 0) return;
      const decayed = decayHistory(history, historyHalfLife);
      const voice = this.#voices[index];
      const spread = voice.prepare(decayed, context);
      if (spread === 0) return;
      const firstEvent = history.items.length - decayed.items.length;
      voices.push({ voice, warmFactor: weights[index] / spread, coldFactor: coldWeight / spread, firstEvent });
    });
    return voices;
  }

  #explain(voices: readonly ActiveVoice[], items: Uint32Array, reasons: ReasonTable): void {
    const { warm } = this.#model;
    const { places } = this.#room;
    for (let place = 0; place < items.length; place += 1) places[items[place]] = place + 1;
    const factors = new Float64Array(items.length);
    for (const { voice, warmFactor, coldFactor, firstEvent } of voices) {
      let hasFactor = false;
      for (let place = 0; place < items.length; place += 1) {
        factors[place] = warm[items[place]] === 1 ? warmFactor : coldFactor;
        hasFactor ||= factors[place] !== 0;
      }
      if (!hasFactor) continue;
      reasons.setFactors(factors, firstEvent);
      voice.explain(items, reasons);
    }
    for (const item of items) places[item] = 0;
  }
}

/** What the arrays of the models take; twice what is saved, as some are saved with fewer bits than they are held with. */
function bytesOf(model: HybridModel): number {
  return model.parts
    .flatMap((part) => Object.values(part.model.save().arrays))
    .reduce((sum, { byteLength }) => sum + 2 * byteLength + 64, 0);
}
