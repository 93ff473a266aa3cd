import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Alarm } from '../../experiments/anomalies/AnomalyGuard.ts';
import {
  anomaliesPartitionKey,
  anomalyIdOf,
  anomalySeconds,
  isAboutItem,
  itemMarkSeconds,
  maximumMarks,
  suspectSortKey,
  userMarkSeconds,
  type AnomalyRow,
} from '../../schema/contract/anomalies.ts';
import { userPartitionKey } from '../../schema/contract/keys.ts';

/** Others' marks, and what was cleared, are known after this long. */
const readEvery = 60_000;

export interface MarksTables {
  feedback: string;
  userData: string;
}

/** The marks that hold back, as far as this instance knows: its own at once, others after a minute. */
export class Marks {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: MarksTables;
  #users = new Map<string, AnomalyRow>();
  #items = new Map<string, AnomalyRow>();
  /** Of this instance, and not in the table yet. */
  readonly #unwritten = new Map<string, AnomalyRow>();
  #readAt = -Infinity;

  constructor(client: DynamoDBDocumentClient, tables: MarksTables) {
    this.#client = client;
    this.#tables = tables;
  }

  /**
   * Reads what holds, once a minute.
   * @param now milliseconds since 1970
   * @returns ids of marks that this instance held back by and that have been cleared since
   */
  async read(now: number): Promise<string[]> {
    if (now - this.#readAt < readEvery) return [];
    const rows = await this.#query(now);
    const cleared = rows.filter(({ sk, clearedAt }) => clearedAt !== undefined && this.#holds(sk)).map(({ sk }) => sk);
    this.#readAt = now;
    this.#users = new Map();
    this.#items = new Map();
    // Newest first: the newest mark of a subject holds.
    const open = rows.filter(({ clearedAt }) => clearedAt === undefined);
    for (const row of [...open, ...this.#unwritten.values()].reverse()) this.#keep(row);
    return cleared;
  }

  /** The mark by which an interaction is held back. */
  holding(userId: string, itemId: string, isNewUser: boolean, now: number): AnomalyRow | undefined {
    const ofUser = this.#users.get(userId);
    if (ofUser && Date.parse(ofUser.until) > now) return ofUser;
    const ofItem = this.#items.get(itemId);
    if (!ofItem || Date.parse(ofItem.until) <= now) return undefined;
    return ofItem.kind === 'NEW_USERS' && !isNewUser ? undefined : ofItem;
  }

  /** Marks the subject of an alarm, unless it is marked. */
  mark({ test: kind, subject, score, threshold, events, recordedAt }: Alarm, now: number): void {
    const known = (isAboutItem(kind) ? this.#items : this.#users).get(subject);
    if (known && Date.parse(known.until) > now) return;
    const markedAt = new Date(recordedAt).toISOString();
    const row: AnomalyRow = {
      pk: anomaliesPartitionKey,
      sk: anomalyIdOf(markedAt, kind, subject),
      kind,
      subject,
      score,
      threshold,
      events,
      markedAt,
      until: new Date(recordedAt + (isAboutItem(kind) ? itemMarkSeconds : userMarkSeconds) * 1000).toISOString(),
      expiresAt: Math.floor(recordedAt / 1000) + anomalySeconds,
    };
    this.#unwritten.set(row.sk, row);
    this.#keep(row);
  }

  /** Writes the marks that were made. @returns how many; those that cannot be written are tried again */
  async write(): Promise<number> {
    let written = 0;
    for (const row of this.#unwritten.values()) {
      await this.#put(row);
      if (!isAboutItem(row.kind)) {
        await this.#client.send(
          new UpdateCommand({
            TableName: this.#tables.userData,
            Key: { pk: userPartitionKey(row.subject), sk: suspectSortKey },
            UpdateExpression: 'ADD #open :open SET #userId = :userId',
            ExpressionAttributeNames: { '#open': 'open', '#userId': 'userId' },
            ExpressionAttributeValues: { ':open': new Set([row.sk]), ':userId': row.subject },
          }),
        );
      }
      this.#unwritten.delete(row.sk);
      written += 1;
    }
    return written;
  }

  /** Holds back no more by a mark that was cleared. */
  forget(anomalyId: string): void {
    for (const marks of [this.#users, this.#items]) {
      for (const [subject, { sk }] of marks) if (sk === anomalyId) marks.delete(subject);
    }
  }

  #keep(row: AnomalyRow): void {
    (isAboutItem(row.kind) ? this.#items : this.#users).set(row.subject, row);
  }

  #holds(anomalyId: string): boolean {
    return [...this.#users.values(), ...this.#items.values()].some(({ sk }) => sk === anomalyId);
  }

  async #put(Item: AnomalyRow): Promise<void> {
    try {
      await this.#client.send(
        new PutCommand({ TableName: this.#tables.feedback, Item, ConditionExpression: 'attribute_not_exists(sk)' }),
      );
    } catch (error) {
      // It was written before the answer was lost; it may have been cleared since.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async #query(now: number): Promise<AnomalyRow[]> {
    const rows: AnomalyRow[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#tables.feedback,
          KeyConditionExpression: 'pk = :pk AND sk > :from',
          ExpressionAttributeValues: {
            ':pk': anomaliesPartitionKey,
            ':from': new Date(now - userMarkSeconds * 1000).toISOString(),
          },
          ScanIndexForward: false,
          ExclusiveStartKey: start,
          Limit: maximumMarks - rows.length,
        }),
      );
      rows.push(...((page.Items ?? []) as AnomalyRow[]).filter(({ subject, until }) => !!subject && !!until));
      start = page.LastEvaluatedKey;
    } while (start && rows.length < maximumMarks);
    return rows;
  }
}
