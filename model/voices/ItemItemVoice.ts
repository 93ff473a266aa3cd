import type { History } from '../algorithms/History.ts';
import type { ReasonCode } from '../contract/index.ts';
import { SparseScorer } from '../kernels/index.ts';
import type { ResidentRows } from '../kernels/index.ts';
import type { ReasonTable } from '../ranking/ReasonTable.ts';
import type { Voice } from './Voice.ts';
import type { VoiceRoom } from './VoiceRoom.ts';
import { spreadOfRow } from './spreadOfRow.ts';

/** Scores that are weighted sums of sparse rows, one row per event of the history. */
export class ItemItemVoice implements Voice {
  readonly #room: VoiceRoom;
  readonly #scorer: SparseScorer;
  readonly #code: ReasonCode;
  readonly #row: Float32Array;
  #events = 0;

  constructor(room: VoiceRoom, rows: ResidentRows, code: ReasonCode) {
    this.#room = room;
    this.#scorer = new SparseScorer(room.workspace, {
      offsets: room.hold(rows.offsets),
      indices: room.hold(rows.indices),
      values: room.hold(rows.values),
    });
    this.#code = code;
    this.#row = room.workspace.float32(room.items);
  }

  prepare({ items, weights }: History): number {
    this.#events = items.length;
    this.#scorer.sum(items, weights, this.#row);
    return spreadOfRow(this.#room.workspace, this.#row);
  }

  scores(): Float32Array {
    return this.#row;
  }

  scoreOf(item: number): number {
    return this.#row[item];
  }

  explain(items: Uint32Array, reasons: ReasonTable): void {
    const { workspace, places } = this.#room;
    workspace.borrow(() => {
      const shares = workspace.float32(items.length * this.#events);
      this.#scorer.parts(places, shares);
      reasons.addEvents(this.#code, shares, this.#events);
    });
  }
}
