import type { ReasonCode } from '../contract/index.ts';
import type { ReasonTable } from '../ranking/ReasonTable.ts';
import type { Voice } from './Voice.ts';
import type { VoiceRoom } from './VoiceRoom.ts';
import { spreadOfRow } from './spreadOfRow.ts';

/** Scores that are the same for every history. */
export class RowVoice implements Voice {
  readonly #row: Float32Array;
  readonly #code: ReasonCode;
  readonly #spread: number;

  /** `row`: a score per item. */
  constructor(room: VoiceRoom, row: Float32Array, code: ReasonCode) {
    this.#row = room.hold(row);
    this.#code = code;
    this.#spread = spreadOfRow(room.workspace, this.#row);
  }

  prepare(): number {
    return this.#spread;
  }

  scores(): Float32Array {
    return this.#row;
  }

  scoreOf(item: number): number {
    return this.#row[item];
  }

  explain(items: Uint32Array, reasons: ReasonTable): void {
    items.forEach((item, place) => reasons.add(place, this.#code, this.#row[item]));
  }
}
