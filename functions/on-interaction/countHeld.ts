import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  anomaliesPartitionKey,
  heldPartitionKey,
  isAboutItem,
  suspectSortKey,
  type AnomalyRow,
  type CountHeldResult,
  type HeldRow,
} from '../../schema/contract/anomalies.ts';
import { userPartitionKey } from '../../schema/contract/keys.ts';
import { readHeld } from './heldBack.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';

export interface CountingHeld {
  client: DynamoDBDocumentClient;
  userDataTable: string;
  feedbackTable: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Counts what was held back, as of when it happened. @returns how many of them could not be counted this time */
  count: (held: RecordedInteraction[], anomaly: AnomalyRow, now: number) => Promise<number>;
  onSkipped: (what: string, count: number) => void;
}

/** AppSync waits thirty seconds. */
const longest = 20_000;
const rowsOfPage = 100;

/**
 * Counts what a mark that was cleared has held back, and has training believe the user again. Each interaction counts in
 * the transaction that deletes its row: once, however often and by however many this is asked.
 */
export async function countHeld(anomalyId: string, counting: CountingHeld): Promise<CountHeldResult> {
  const { client, userDataTable, feedbackTable, clock } = counting;
  const Key = { pk: anomaliesPartitionKey, sk: anomalyId };
  const { Item } = await client.send(new GetCommand({ TableName: feedbackTable, Key, ConsistentRead: true }));
  const anomaly = Item as AnomalyRow | undefined;
  if (anomaly?.clearedAt === undefined) return { counted: 0, remaining: false };
  if (!isAboutItem(anomaly.kind)) {
    await client.send(
      new UpdateCommand({
        TableName: userDataTable,
        Key: { pk: userPartitionKey(anomaly.subject), sk: suspectSortKey },
        UpdateExpression: 'DELETE #open :open',
        ExpressionAttributeNames: { '#open': 'open' },
        ExpressionAttributeValues: { ':open': new Set([anomalyId]) },
      }),
    );
  }
  const until = clock() + longest;
  let counted = 0;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: feedbackTable,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': heldPartitionKey(anomalyId) },
        ConsistentRead: true,
        Limit: rowsOfPage,
        ExclusiveStartKey: start,
      }),
    );
    const held = readPage((page.Items ?? []) as HeldRow[], counting);
    const failed = held.length > 0 ? await counting.count(held, anomaly, clock()) : 0;
    counted += held.length - failed;
    if (failed > 0) return { counted, remaining: true };
    start = page.LastEvaluatedKey;
  } while (start && clock() < until);
  return { counted, remaining: start !== undefined };
}

function readPage(rows: HeldRow[], { onSkipped }: CountingHeld): RecordedInteraction[] {
  return rows.flatMap((row) => {
    try {
      return [readHeld(row)];
    } catch {
      onSkipped('Held interactions of another form', 1);
      return [];
    }
  });
}
