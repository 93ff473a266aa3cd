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
  /** By item index, over the whole catalogue; the caller may change them. Rough unless exact ones were asked for. */
  readonly scores: Float32Array;
  /** The exact score of one item, as the model gave it. */
  scoreOf(item: number): number;
  /** Adds the parts of the scores of the listed items to `reasons`. */
  explain(items: Uint32Array, reasons: ReasonTable): void;
}

interface ActiveVoice {
  readonly voice: Voice;
  readonly warmFactor: number;
  readonly coldFactor: number;
  /** The event of the history that is the voice's first. */
  readonly firstEvent: number;
}

/**
 * The hybrid as serving runs it: every component as a voice over one workspace, blended in place. It says what
 * `HybridModel.score` and `explain` say; scores of the whole catalogue may be rough (see QuantisedTable), those of single
 * items are exact. Nothing here waits, so calls cannot overlap.
 */
export class ListScorer {
  readonly #model: HybridModel;
  readonly #room: VoiceRoom;
  readonly #voices: readonly Voice[];
  readonly #scores: Float32Array;
  readonly #coldItems: Uint32Array;

  constructor(model: HybridModel) {
    const items = model.itemIds.length;
    this.#model = model;
    // An artifact was read to a workspace; a model that was just trained is copied into one.
    this.#room = new VoiceRoom(items, Workspace.holding(model.warm) ?? new Workspace(bytesOf(model) + voiceBytes(items)));
    this.#voices = model.parameters.components.map((component) => {
      const part = model.parts[component.model].model;
      return part.createVoice?.(this.#room) ?? new PlainVoice(this.#room, part);
    });
    this.#scores = this.#room.workspace.float32(items);
    this.#coldItems = Uint32Array.from(model.warm.keys()).filter((item) => model.warm[item] === 0);
  }

  prepare(history: History, context: ScoreContext, isExact: boolean): ListScores {
    const { warm } = this.#model;
    const voices = this.#prepareVoices(history, context);
    const scores = this.#scores.fill(0);
    for (const { voice, warmFactor } of voices) if (warmFactor !== 0) voice.addScores(warmFactor, scores, isExact);
    const scoreOf = (item: number): number => {
      let score = 0;
      for (const { voice, warmFactor, coldFactor } of voices) {
        const factor = warm[item] === 1 ? warmFactor : coldFactor;
        if (factor !== 0) score += factor * voice.scoreOf(item);
      }
      return score;
    };
    for (const item of this.#coldItems) scores[item] = scoreOf(item);
    return { scores, scoreOf, explain: (items, reasons) => this.#explain(voices, items, reasons) };
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

function bytesOf(model: HybridModel): number {
  return model.parts
    .flatMap((part) => Object.values(part.model.save().arrays))
    .reduce((sum, { byteLength }) => sum + byteLength + 64, 0);
}
