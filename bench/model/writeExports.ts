import { marshall } from '@aws-sdk/util-dynamodb';
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { interactionRow } from '../../schema/contract/interaction.ts';
import { itemRow } from '../../schema/contract/item.ts';
import { shopRecords, type ShopSize } from '../../test/model/generateShop.ts';

/** DynamoDB writes a file for each partition of a table. */
const rowsPerFile = 250_000;
const exportId = '01600000000000-abcd0123';

/**
 * Writes the shop as DynamoDB exports its tables in full: the interactions below `userData`, the items below `catalogue`
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html).
 */
export async function writeExports(folder: string, size: ShopSize): Promise<void> {
  const shop = shopRecords(size);
  await writeExport(join(folder, 'userData'), rowsOfInteractions(shop.interactions()));
  await writeExport(join(folder, 'catalogue'), rowsOfItems(shop.items()));
}

function* rowsOfInteractions(interactions: ReturnType<ReturnType<typeof shopRecords>['interactions']>) {
  let event = 0;
  for (const { userId, timestamp, ...rest } of interactions) {
    event += 1;
    const input = { ...rest, timestamp: new Date(timestamp).toISOString() };
    yield interactionRow(input, { userId, eventId: `event-${event}`, now: timestamp });
  }
}

function* rowsOfItems(items: ReturnType<ReturnType<typeof shopRecords>['items']>) {
  for (const { createdAt, ...item } of items) yield itemRow(item, createdAt, createdAt);
}

async function writeExport(folder: string, rows: Iterator<object>): Promise<void> {
  const own = join(folder, 'AWSDynamoDB', exportId);
  await mkdir(join(own, 'data'), { recursive: true });
  const entries: object[] = [];
  let itemCount = 0;
  const lines = function* (): Generator<string> {
    for (itemCount = 0; itemCount < rowsPerFile; itemCount += 1) {
      const { done, value } = rows.next();
      if (done) return;
      yield `${JSON.stringify({ Item: marshall(value, { removeUndefinedValues: true }) })}\n`;
    }
  };
  do {
    const name = `${exportId}-${entries.length}.json.gz`;
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(join(own, 'data', name)));
    entries.push({ itemCount, dataFileS3Key: `exports/AWSDynamoDB/${exportId}/data/${name}` });
  } while (itemCount === rowsPerFile);
  await writeFile(join(own, 'manifest-files.json'), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  await writeFile(join(own, 'manifest-summary.json'), '{}');
}
