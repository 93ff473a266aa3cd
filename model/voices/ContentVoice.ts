import type { History } from '../algorithms/History.ts';
import { SparseScorer } from '../kernels/index.ts';
import type { ResidentRows } from '../kernels/index.ts';
import type { ReasonTable } from '../ranking/ReasonTable.ts';
import { spreadOfRow } from './spreadOfRow.ts';
import type { Voice } from './Voice.ts';
import type { VoiceRoom } from './VoiceRoom.ts';

/** Attributes by item: item i has `indices` and `values` from offsets[i] to offsets[i + 1]. */
export interface ItemAttributes extends ResidentRows {
  readonly names: readonly string[];
}

/** Scores that are products of sparse attribute vectors with the sum of those of the history. */
export class ContentVoice implements Voice {
  readonly #room: VoiceRoom;
  readonly #byItem: ItemAttributes;
  readonly #scorer: SparseScorer;
  readonly #row: Float32Array;
  /** Per attribute: what the history has of it, and its first entry in the lists below (1 more; 0 for none). */
  readonly #profile: Float64Array;
  readonly #first: Uint32Array;
  #attributes: number[] = [];
  /** Entries: an event, its part of the attribute's profile, and the attribute's next entry. */
  #events: number[] = [];
  #amounts: number[] = [];
  #next: number[] = [];

  /** `byAttribute` is the transpose of `byItem`. */
  constructor(room: VoiceRoom, byItem: ItemAttributes, byAttribute: ResidentRows) {
    this.#room = room;
    this.#byItem = byItem;
    this.#scorer = new SparseScorer(room.workspace, {
      offsets: room.hold(byAttribute.offsets),
      indices: room.hold(byAttribute.indices),
      values: room.hold(byAttribute.values),
    });
    this.#row = room.workspace.float32(room.items);
    this.#profile = new Float64Array(byItem.names.length);
    this.#first = new Uint32Array(byItem.names.length);
  }

  prepare({ items, weights }: History): number {
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
      this.#row,
    );
    return spreadOfRow(this.#room.workspace, this.#row);
  }

  scores(): Float32Array {
    return this.#row;
  }

  scoreOf(item: number): number {
    return this.#row[item];
  }

  explain(items: Uint32Array, reasons: ReasonTable): void {
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
