import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Counter {
  itemId: string;
  count: number;
}

/** Other instances may still count late interactions in a bucket that is over; they are seen after this long. */
const keptMilliseconds = 10 * 60_000;
/** Larger partitions are read anew each time, so that memory does not grow with the catalogue. */
const mostKept = 2_000;

/**
 * Reads partitions of counters. Those of time buckets that are over are kept in memory for ten minutes, because a fold
 * asks for many of them and they hardly ever change.
 */
export class Counters {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #onSkipped: (what: string, count: number) => void;
  readonly #kept = new Map<string, { readAt: number; counters: Counter[] }>();

  /** @param onSkipped told of rows that are no counters */
  constructor(client: DynamoDBDocumentClient, table: string, onSkipped: (what: string, count: number) => void) {
    this.#client = client;
    this.#table = table;
    this.#onSkipped = onSkipped;
  }

  /**
   * @param isOver whether the time bucket of the partition has ended
   * @param now milliseconds since 1970
   */
  async read(pk: string, isOver: boolean, now: number): Promise<Counter[]> {
    const kept = this.#kept.get(pk);
    if (kept && now - kept.readAt < keptMilliseconds) return kept.counters;
    this.#kept.delete(pk);
    const counters = await this.#query(pk);
    if (isOver && counters.length <= mostKept) this.#kept.set(pk, { readAt: now, counters });
    return counters;
  }

  /** Reads these partitions anew the next time: they have just been written to. */
  forget(pks: Iterable<string>): void {
    for (const pk of pks) this.#kept.delete(pk);
  }

  /** Drops what is kept of buckets that no window reaches any more. */
  prune(now: number): void {
    for (const [pk, { readAt }] of this.#kept) if (now - readAt >= keptMilliseconds) this.#kept.delete(pk);
  }

  async #query(pk: string): Promise<Counter[]> {
    const counters: Counter[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          ProjectionExpression: 'sk, #count',
          ExpressionAttributeNames: { '#count': 'count' },
          ExclusiveStartKey: from,
        }),
      );
      for (const { sk, count } of page.Items ?? []) {
        if (Number.isFinite(count)) counters.push({ itemId: sk as string, count: count as number });
        else this.#onSkipped('Counters of another form', 1);
      }
      from = page.LastEvaluatedKey;
    } while (from);
    return counters;
  }
}
