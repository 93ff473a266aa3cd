import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import { interactionPrefix } from '../../schema/contract/keys.ts';
import { fromJson } from '../records/fields.ts';
import type { DataTables } from '../write/DataTables.ts';

type Row = Record<string, unknown>;

export interface ExportOptions {
  client: DynamoDBClient;
  tables: DataTables;
  /** `input/data` of a SageMaker folder: gets the channels `interactions` and `items`. */
  folder: string;
  progress?(interactions: number, items: number): void;
}

const toInteraction = ({ userId, itemId, eventType, eventValue, timestamp, sessionId, context }: Row): Row => ({
  userId,
  itemId,
  eventType,
  eventValue,
  timestamp,
  sessionId,
  context,
});

/** Attributes that are not JSON stay text, so that training rejects and reports the item instead of ending here. */
const toItem = ({ attributes, ...item }: Row): Row => ({
  ...item,
  attributes: typeof attributes === 'string' ? fromJson(attributes) : attributes,
});

async function* scan(client: DynamoDBDocumentClient, input: ScanCommandInput): AsyncGenerator<Row[]> {
  let start: Row | undefined;
  do {
    const page = await client.send(new ScanCommand({ ...input, ExclusiveStartKey: start }));
    yield page.Items ?? [];
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
}

const writeChannel = async (
  file: string,
  pages: AsyncGenerator<Row[]>,
  toLine: (row: Row) => Row,
  progress: (count: number) => void,
): Promise<number> => {
  const output = createWriteStream(file);
  let count = 0;
  for await (const rows of pages) {
    count += rows.length;
    const text = rows.map((row) => `${JSON.stringify(toLine(row))}\n`).join('');
    if (!output.write(text)) {
      await once(output, 'drain');
    }
    progress(count);
  }
  output.end();
  await once(output, 'finish');
  return count;
};

/**
 * Streams interactions (no impressions) and the catalogue into the channels that `train` reads, one JSON a line. A row
 * that breaks a rule is written as it is: training skips, counts and reports it.
 */
export async function exportTrainingData(options: ExportOptions): Promise<{ interactions: number; items: number }> {
  const { tables, folder, progress } = options;
  // Numbers as JavaScript has them: the SDK's own way makes a BigInt of a large one, which no JSON holds.
  const client = DynamoDBDocumentClient.from(options.client, { unmarshallOptions: { wrapNumbers: Number } });
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'interactions'), { recursive: true });
  mkdirSync(join(folder, 'items'), { recursive: true });
  const items = await writeChannel(
    join(folder, 'items', 'items.jsonl'),
    scan(client, { TableName: tables.catalogue }),
    toItem,
    (count) => progress?.(0, count),
  );
  const interactions = await writeChannel(
    join(folder, 'interactions', 'interactions.jsonl'),
    scan(client, {
      TableName: tables.userData,
      FilterExpression: 'begins_with(sk, :event)',
      ExpressionAttributeValues: { ':event': interactionPrefix },
    }),
    toInteraction,
    (count) => progress?.(count, items),
  );
  return { interactions, items };
}
