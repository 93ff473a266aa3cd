import type { Contribution, FittedModel, History, ScoreContext } from '../algorithms/Recommender.ts';
import type { ReasonTable } from '../ranking/ReasonTable.ts';
import type { Voice } from './Voice.ts';
import type { VoiceRoom } from './VoiceRoom.ts';
import { spreadOfRow } from './spreadOfRow.ts';

/** Any model, by its own `prepare` or `score` and `explain`. */
export class PlainVoice implements Voice {
  readonly #room: VoiceRoom;
  readonly #model: FittedModel;
  readonly #row: Float32Array;
  #explain: (item: number) => Contribution[] = () => [];

  constructor(room: VoiceRoom, model: FittedModel) {
    this.#room = room;
    this.#model = model;
    this.#row = room.workspace.float32(room.items);
  }

  prepare(history: History, context: ScoreContext): number {
    const model = this.#model;
    const prepared = model.prepare?.(history, context, this.#row);
    if (prepared === undefined) this.#row.set(model.score(history, context));
    this.#explain = prepared?.explain ?? ((item) => model.explain(history, item, context));
    return spreadOfRow(this.#room.workspace, this.#row);
  }

  scores(): Float32Array {
    return this.#row;
  }

  scoreOf(item: number): number {
    return this.#row[item];
  }

  explain(items: Uint32Array, reasons: ReasonTable): void {
    items.forEach((item, place) => {
      for (const { code, share, itemIndex, attribute } of this.#explain(item)) {
        reasons.add(place, code, share, itemIndex, attribute);
      }
    });
  }
}
