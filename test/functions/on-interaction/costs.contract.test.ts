import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { plainNumbers } from '../../../functions/shared/createTableClient.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { listId, startStream } from './helpers/startStream.ts';

const start = Date.parse('2026-11-21T12:00:00.000Z');

/** Visits of one page each: 20 items are seen, and one of them is chosen. */
const itemsOfPage = 20;
const pages = 100;

describe.skipIf(!hasDynoxide)('what a day of a million events costs', () => {
  let tables: TestTables;
  let client: DynamoDBClient;
  const consumed = { read: 0, write: 0 };

  beforeAll(async () => {
    tables = await startTables();
    client = new DynamoDBClient({
      endpoint: tables.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    client.middlewareStack.add(
      (next, context) => async (given) => {
        (given.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
        const result = await next(given);
        type Capacity = { CapacityUnits?: number };
        const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Capacity | Capacity[] };
        const kind = /Put|Update|Write|Delete/.test(context.commandName as string) ? 'write' : 'read';
        for (const { CapacityUnits = 0 } of [ConsumedCapacity ?? []].flat()) consumed[kind] += CapacityUnits;
        return result;
      },
      { step: 'initialize' },
    );
  });
  afterAll(async () => {
    client?.destroy();
    await tables?.stop();
  });

  it('in units of DynamoDB', async () => {
    const stream = startStream(tables, () => start + 60_000, {
      client: DynamoDBDocumentClient.from(client, {
        marshallOptions: { removeUndefinedValues: true },
        unmarshallOptions: plainNumbers(),
      }),
    });
    const records = Array.from({ length: pages }, (_, page) => {
      const recommendationId = listId(start, page);
      const timestamp = new Date(start + page).toISOString();
      const did = (eventType: string, position: number) => {
        const itemId = `item-${(page * 7 + position) % 500}`;
        return makeStreamRecord({ userId: `u${page}`, itemId, eventType, timestamp, recommendationId, position });
      };
      return [...Array.from({ length: itemsOfPage }, (_, place) => did('IMPRESSION', place)), did('CLICK', page % 20)];
    }).flat();
    for (let from = 0; from < records.length; from += 100) {
      expect(await stream.deliver(records.slice(from, from + 100))).toEqual(new Map());
    }
    expect(stream.placements).toHaveLength(records.length);
    const ofMillion = (units: number): number => Math.round((units / records.length) * 10) / 10;
    console.log(
      `${records.length} events: ${consumed.write} write units, ${consumed.read} read units; ` +
        `a million events: ${ofMillion(consumed.write)} and ${ofMillion(consumed.read)} million`,
    );
    // docs/metrics.md states 0.43; trends and what was seen are two thirds of it.
    expect(consumed.write / records.length).toBeGreaterThan(0.3);
    expect(consumed.write / records.length).toBeLessThan(0.45);

    // The dearest way: each alone in its batch. Two rows, twice their price, because it is a transaction.
    const before = consumed.write;
    const [impression] = records;
    const alone = { userId: 'alone', itemId: 'item-0', eventType: 'IMPRESSION', position: 0 };
    const recommendationId = listId(start, 0);
    expect(impression.dynamodb?.NewImage?.itemId).toEqual({ S: alone.itemId });
    await stream.deliver([makeStreamRecord({ ...alone, timestamp: new Date(start).toISOString(), recommendationId })]);
    expect(consumed.write - before).toBe(4);
  });
});
