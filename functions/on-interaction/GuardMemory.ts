import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AnomalyGuard, emptyGuardRow, mergeGuardRows } from '../../experiments/anomalies/AnomalyGuard.ts';
import type { GuardRow } from '../../experiments/anomalies/AnomalyGuard.ts';
import { guardPartitionKey, type GuardInstanceRow } from '../../schema/contract/anomalies.ts';
import { erasedAmong } from './erasedAmong.ts';

const writeEvery = 60_000;
/** An instance that has not written for this long has ended: Lambda keeps idle ones for less than an hour, mostly. */
const endedAfter = 3_600_000;
/** What nobody took over, in seconds. */
const keptSeconds = 30 * 86_400;

/** Where the guards of instances that come and go keep what they have learned. */
export class GuardMemory {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: { feedback: string; userData: string };
  readonly #instance: string;
  #writtenAt = -Infinity;

  /** @param instance identifies this one */
  constructor(client: DynamoDBDocumentClient, tables: { feedback: string; userData: string }, instance: string) {
    this.#client = client;
    this.#tables = tables;
    this.#instance = instance;
  }

  /** A guard that goes on where instances ended, and knows what the living ones know. */
  async recall(now: number, alarmRate: number): Promise<AnomalyGuard> {
    const [ended, living]: [GuardRow[], GuardRow[]] = [[], []];
    for (const row of await this.#rows()) {
      const guard = parseGuard(row.guard);
      if (!guard) continue;
      if (now - row.writtenAt < endedAfter) living.push(guard);
      else if (await this.#takeOver(row)) ended.push(guard);
    }
    return new AnomalyGuard(mergeGuardRows(ended), { alarmRate, others: mergeGuardRows(living) });
  }

  /** Writes what a guard has learned, once a minute, and nobody's spell who was erased. */
  async keep(guard: AnomalyGuard, now: number): Promise<void> {
    if (now - this.#writtenAt < writeEvery) return;
    this.#writtenAt = now;
    const learned = guard.toRow();
    const erased = await erasedAmong(this.#client, this.#tables.userData, Object.keys(learned.users));
    const users = Object.fromEntries(Object.entries(learned.users).filter(([userId]) => !erased.has(userId)));
    const Item: GuardInstanceRow = {
      pk: guardPartitionKey,
      sk: this.#instance,
      guard: JSON.stringify({ ...learned, users }),
      writtenAt: now,
      expiresAt: Math.floor(now / 1000) + keptSeconds,
    };
    await this.#client.send(new PutCommand({ TableName: this.#tables.feedback, Item }));
  }

  async #rows(): Promise<GuardInstanceRow[]> {
    const rows: GuardInstanceRow[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#tables.feedback,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': guardPartitionKey },
          ExclusiveStartKey: start,
        }),
      );
      rows.push(...((page.Items ?? []) as GuardInstanceRow[]));
      start = page.LastEvaluatedKey;
    } while (start);
    return rows;
  }

  /** One instance takes a row over, whichever is first. */
  async #takeOver({ pk, sk, writtenAt }: GuardInstanceRow): Promise<boolean> {
    try {
      await this.#client.send(
        new DeleteCommand({
          TableName: this.#tables.feedback,
          Key: { pk, sk },
          ConditionExpression: 'writtenAt = :writtenAt',
          ExpressionAttributeValues: { ':writtenAt': writtenAt },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

/** Of another form, or of another version of the guard: nothing is known then. */
function parseGuard(text: unknown): GuardRow | undefined {
  try {
    const row = JSON.parse(String(text)) as GuardRow;
    return row.version === 1 ? { ...emptyGuardRow, ...row } : undefined;
  } catch {
    return undefined;
  }
}
