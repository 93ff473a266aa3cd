import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';

type Row = Record<string, unknown>;

export interface ExportOptions {
  client: DynamoDBClient;
  tables: { userData: string; catalogue: string };
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

const toItem = ({ attributes, ...item }: Row): Row => ({
  ...item,
  ...(typeof attributes === 'string' ? { attributes: JSON.parse(attributes) as unknown } : {}),
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

/** Streams interactions (no impressions) and the catalogue into the channels that `train` reads, one JSON a line. */
export async function exportTrainingData(options: ExportOptions): Promise<{ interactions: number; items: number }> {
  const { tables, folder, progress } = options;
  const client = DynamoDBDocumentClient.from(options.client);
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
      ExpressionAttributeValues: { ':event': 'EVT#' },
    }),
    toInteraction,
    (count) => progress?.(count, items),
  );
  return { interactions, items };
}
