import { userPartitionKey } from '../../schema/contract/keys.ts';
import { maximumCountedOfDay, shownSortKey, type ShownRow } from '../../schema/contract/metrics.ts';
import { rememberedUntil, type Attribution } from './attributionOf.ts';
import type { DayKey, TransactionAction } from './UserDay.ts';

const bytesOfMark = 4;

export const shownKeyOf = ({ userId, day }: Attribution): DayKey => ({
  pk: userPartitionKey(userId),
  sk: shownSortKey(day),
});

/** What has been counted of the lists made for a user on one day. See ShownRow. */
export class ShownLists {
  readonly #key: DayKey;
  readonly #expiresAt: number;
  readonly #marks: Set<number>;
  #revision: number;

  /** @param row what the table holds; one of another form counts as none */
  constructor(key: DayKey, day: string, row?: Record<string, unknown>) {
    this.#key = key;
    this.#expiresAt = rememberedUntil(day);
    const { marks, revision } = (row ?? {}) as Partial<ShownRow>;
    this.#marks = new Set(marks instanceof Uint8Array ? toMarks(marks) : []);
    this.#revision = typeof revision === 'number' ? revision : 0;
  }

  /** @returns whether it counts: it has not before, and there is room */
  note(mark: number): boolean {
    if (this.#marks.has(mark) || this.#marks.size >= maximumCountedOfDay) return false;
    this.#marks.add(mark);
    return true;
  }

  /** The write that keeps it, under the condition that nobody else wrote meanwhile. It counts as made. */
  toAction(TableName: string): TransactionAction {
    const read = this.#revision;
    this.#revision += 1;
    const bytes = Buffer.alloc(this.#marks.size * bytesOfMark);
    [...this.#marks].forEach((mark, index) => bytes.writeUInt32BE(mark, index * bytesOfMark));
    const Item: ShownRow = {
      ...this.#key,
      marks: bytes,
      revision: this.#revision,
      expiresAt: this.#expiresAt,
    } as ShownRow;
    return {
      Put: {
        TableName,
        Item,
        ConditionExpression: read === 0 ? 'attribute_not_exists(#revision)' : '#revision = :read',
        ExpressionAttributeNames: { '#revision': 'revision' },
        ...(read > 0 && { ExpressionAttributeValues: { ':read': read } }),
      },
    };
  }
}

function toMarks(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.byteLength / bytesOfMark);
  return Array.from({ length: count }, (_, index) => view.getUint32(index * bytesOfMark));
}
