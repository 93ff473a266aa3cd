import type { ReasonCode } from '../contract/index.ts';
import { ItemItemVoice } from '../voices/ItemItemVoice.ts';
import type { Voice } from '../voices/Voice.ts';
import type { VoiceRoom } from '../voices/VoiceRoom.ts';
import type { ItemRows } from './ItemRows.ts';
import type {
  ComponentArtifact,
  Contribution,
  FittedModel,
  History,
  PreparedModel,
  ScoreContext,
} from './Recommender.ts';
import { pick } from './pick.ts';

/**
 * Every model that is linear in the history: the score of item i is the sum over the history of weight times the
 * row's entry for i. Item kNN, EASE, transitions and the graph filter differ in how the rows are made.
 */
export class ItemItemModel implements FittedModel {
  readonly rows: ItemRows;
  readonly items: number;
  readonly #code: ReasonCode;
  readonly #parameters: Record<string, unknown>;

  constructor(rows: ItemRows, code: ReasonCode, parameters: Record<string, unknown> = {}) {
    this.rows = rows;
    this.items = rows.offsets.length - 1;
    this.#code = code;
    this.#parameters = parameters;
  }

  score(history: History, context: ScoreContext, candidates?: Uint32Array): Float32Array {
    return pick(this.prepare(history, context).scores, candidates);
  }

  prepare(history: History, _context: ScoreContext, out: Float32Array = new Float32Array(this.items)): PreparedModel {
    const scores = out.fill(0);
    const { offsets, indices, values } = this.rows;
    for (let event = 0; event < history.items.length; event += 1) {
      const weight = history.weights[event];
      if (weight === 0) continue;
      const end = offsets[history.items[event] + 1];
      for (let entry = offsets[history.items[event]]; entry < end; entry += 1) {
        scores[indices[entry]] += weight * values[entry];
      }
    }
    return { scores, explain: (item) => this.explain(history, item) };
  }

  explain(history: History, item: number): Contribution[] {
    const contributions: Contribution[] = [];
    for (let event = 0; event < history.items.length; event += 1) {
      const share = history.weights[event] * this.#entry(history.items[event], item);
      if (share !== 0) contributions.push({ code: this.#code, itemIndex: history.items[event], share });
    }
    return contributions;
  }

  createVoice(room: VoiceRoom): Voice {
    return new ItemItemVoice(room, this.rows, this.#code);
  }

  save(): ComponentArtifact {
    const { offsets, indices, values } = this.rows;
    const short = this.items <= 2 ** 16 ? Uint16Array.from(indices) : indices;
    return { parameters: { ...this.#parameters, code: this.#code }, arrays: { offsets, indices: short, values } };
  }

  static load(artifact: ComponentArtifact): ItemItemModel {
    const { code, ...parameters } = artifact.parameters;
    const { offsets, indices, values } = artifact.arrays;
    const rows = {
      offsets: offsets as Uint32Array,
      indices: indices as Uint32Array | Uint16Array,
      values: values as Float32Array,
    };
    return new ItemItemModel(rows, code as ReasonCode, parameters);
  }

  /** The entry of `row` for `item` by bisection, 0 where there is none. */
  #entry(row: number, item: number): number {
    const { offsets, indices, values } = this.rows;
    let low = offsets[row];
    let high = offsets[row + 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (indices[middle] < item) low = middle + 1;
      else high = middle;
    }
    return low < offsets[row + 1] && indices[low] === item ? values[low] : 0;
  }
}
