import { createHash } from 'node:crypto';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import eventTypes from '../../schema/eventTypes.json' with { type: 'json' };
import { seenDaySortKey, seenMoreSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { streamPositionSeconds } from '../../schema/contract/limits.ts';
import type { SeenDayRow } from '../../schema/contract/rows.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';

export type TransactionAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** The key of a row of the user data table. */
export interface DayKey extends Record<string, string> {
  pk: string;
  sk: string;
}

/** Items that the row of a day holds. Each write costs by the size of the row: at 20 bytes an id this is some 12 KB. */
export const mostItemsOfDay = 500;
/** Replayed dead letters that the row of a day knows, the newest: a call that ends before it has deleted them has 25. */
const mostReplayed = 100;
/** As experiments/anomalies measured the guard. */
const newForMilliseconds = 3_600_000;
/** Rows that further items of a day are spread over, so that none reaches DynamoDB's 400 KB. */
const moreParts = 64;

/** The most that one user adds to (or takes from) the trend of one item on one day: what the strongest event weighs. */
export const heaviestWeight = Math.max(...eventTypes.map(({ trendWeight }) => Math.abs(trendWeight)));

/** The day that an interaction belongs to; a client's clock may run ahead, its interactions count as of now. */
export function dayKeyOf({ userId, timestamp }: RecordedInteraction, now: number): DayKey {
  const day = new Date(Math.min(Date.parse(timestamp), now)).toISOString().slice(0, 10);
  return { pk: userPartitionKey(userId), sk: seenDaySortKey(day) };
}

/** What a user did on one day (UTC), as far as the stream has told. See SeenDayRow. */
export class UserDay {
  readonly #key: DayKey;
  readonly #items: Map<string, number>;
  readonly #more = new Map<string, Set<string>>();
  #recordedAt: string;
  #revision: number;
  #stream: string | undefined;
  #position: string | undefined;
  #handledAt: number;
  #knownSince: number | undefined;
  #replayed: string[];

  /** @param row what the table holds; one of another form counts as none */
  constructor(key: DayKey, row?: Record<string, unknown>) {
    this.#key = key;
    const { items, recordedAt, revision, stream, position, handledAt, knownSince, replayed } = (row ??
      {}) as Partial<SeenDayRow>;
    this.#items = new Map(parseItems(items));
    this.#recordedAt = typeof recordedAt === 'string' ? recordedAt : '';
    this.#revision = typeof revision === 'number' ? revision : 0;
    this.#stream = stream;
    this.#position = position;
    this.#handledAt = typeof handledAt === 'number' ? handledAt : 0;
    this.#knownSince = typeof knownSince === 'number' ? knownSince : undefined;
    this.#replayed = Array.isArray(replayed) ? replayed : [];
  }

  /**
   * Whether the record was taken in by an earlier delivery. The records of a user come in the order of their sequence
   * numbers, those of one key being in one shard:
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
   * A table that was restored or whose stream was made again numbers anew. A record without a number is a replay, which
   * is known by its id.
   */
  hasTakenIn({ sequenceNumber, stream, streamEventId }: RecordedInteraction, now: number): boolean {
    if (this.#replayed.includes(streamEventId)) return true;
    if (sequenceNumber === undefined || this.#position === undefined || this.#stream !== stream) return false;
    if (now - this.#handledAt > streamPositionSeconds * 1000) return false;
    return BigInt(sequenceNumber) <= BigInt(this.#position);
  }

  /** Whether the row does not exist yet. */
  get isFresh(): boolean {
    return this.#revision === 0;
  }

  /** @param since when anything was taken in of the user for the first time, in milliseconds since 1970 */
  setKnownSince(since: number): void {
    this.#knownSince = since;
  }

  /** Whether the user was seen for the first time less than an hour before. */
  isOfNewUser({ recordedAt }: RecordedInteraction): boolean {
    return this.#knownSince !== undefined && Date.parse(recordedAt) - this.#knownSince < newForMilliseconds;
  }

  /**
   * Takes an interaction in.
   * @param weight what it weighs in trends; 0 for what is too old
   * @returns what it may add to the counters of its item: repeating oneself adds nothing
   */
  takeIn(interaction: RecordedInteraction, weight: number, now: number): number {
    const { itemId, recordedAt, sequenceNumber, stream, streamEventId } = interaction;
    if (recordedAt > this.#recordedAt) this.#recordedAt = recordedAt;
    if (sequenceNumber === undefined) {
      this.#replayed = [...this.#replayed, streamEventId].slice(-mostReplayed);
    } else {
      this.#stream = stream;
      this.#position = sequenceNumber;
    }
    this.#handledAt = now;
    const before = this.#items.get(itemId);
    if (before === undefined && this.#items.size >= mostItemsOfDay) {
      const { sk } = this.#moreKey(itemId);
      this.#more.set(sk, (this.#more.get(sk) ?? new Set()).add(itemId));
      return 0;
    }
    const counted = Math.max(-heaviestWeight, Math.min(heaviestWeight, (before ?? 0) + weight));
    this.#items.set(itemId, counted);
    return counted - (before ?? 0);
  }

  /** How many writes keep it. */
  get size(): number {
    return 1 + this.#more.size;
  }

  /** The writes that keep it, under the condition that nobody else wrote meanwhile. They count as made. */
  toActions(TableName: string): TransactionAction[] {
    const read = this.#revision;
    this.#revision += 1;
    const Item: SeenDayRow = {
      ...this.#key,
      items: JSON.stringify([...this.#items]),
      recordedAt: this.#recordedAt,
      revision: this.#revision,
      stream: this.#stream,
      position: this.#position,
      handledAt: this.#handledAt,
      knownSince: this.#knownSince,
      ...(this.#replayed.length > 0 && { replayed: this.#replayed }),
    };
    const put = {
      TableName,
      Item,
      ConditionExpression: read === 0 ? 'attribute_not_exists(#revision)' : '#revision = :read',
      ExpressionAttributeNames: { '#revision': 'revision' },
      ...(read > 0 && { ExpressionAttributeValues: { ':read': read } }),
    };
    const more = [...this.#more].map(([sk, itemIds]) => ({
      Update: {
        TableName,
        Key: { pk: this.#key.pk, sk },
        UpdateExpression: 'ADD itemIds :itemIds',
        ExpressionAttributeValues: { ':itemIds': itemIds },
      },
    }));
    this.#more.clear();
    return [{ Put: put }, ...more];
  }

  #moreKey(itemId: string): DayKey {
    const part = createHash('sha256').update(itemId).digest().readUInt32BE(0) % moreParts;
    return { pk: this.#key.pk, sk: seenMoreSortKey(this.#key.sk.slice(seenDaySortKey('').length), part) };
  }
}

function parseItems(items: unknown): [string, number][] {
  try {
    const parsed = JSON.parse(String(items)) as unknown[];
    return parsed.filter(
      (entry): entry is [string, number] =>
        Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'number',
    );
  } catch {
    return [];
  }
}
