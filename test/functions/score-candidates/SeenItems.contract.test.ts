import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { createOnInteraction } from '../../../functions/on-interaction/onInteraction.ts';
import { SeenItems } from '../../../functions/score-candidates/SeenItems.ts';
import { UserHistory } from '../../../functions/shared/UserHistory.ts';
import { interactionSortKey, seenBeforeSortKey, userPartitionKey } from '../../../schema/contract/keys.ts';
import { historySize } from '../../../schema/contract/limits.ts';
import { CountingProxy } from '../../helpers/CountingProxy.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { onInteractionDependencies } from '../../helpers/onInteractionDependencies.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const start = Date.parse('2026-11-21T10:00:00.000Z');
const at = (second: number): string => new Date(start + second * 1000).toISOString();
const purchases = Array.from({ length: 10 }, (_, index) => `bought-${index}`);

interface Done {
  itemId: string;
  second: number;
}

describe.skipIf(!hasDynoxide)('what a user has seen', () => {
  let tables: TestTables;
  let proxy: CountingProxy;
  let client: DynamoDBDocumentClient;
  let troubles: string[];
  let users = 0;
  let userId: string;

  beforeAll(async () => {
    tables = await startTables();
    proxy = await CountingProxy.start(tables.endpoint);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint: proxy.url, region: 'us-east-1', credentials }));
  });
  afterAll(async () => {
    client?.destroy();
    await proxy?.stop();
    await tables?.stop();
  });
  beforeEach(() => {
    users += 1;
    userId = `user-${users}`;
    troubles = [];
  });

  /** Writes interactions as the API does, 3.9 KB of properties each. */
  const record = async (done: Done[]): Promise<void> => {
    const rows = done.map(({ itemId, second }) => ({
      pk: userPartitionKey(userId),
      sk: interactionSortKey('VIEW', at(second), `event-${second}`),
      itemId,
      eventType: 'VIEW',
      timestamp: at(second),
      recordedAt: at(second),
      properties: JSON.stringify('x'.repeat(3_900)),
    }));
    for (let from = 0; from < rows.length; from += 25) {
      const requests = rows.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await tables.client.send(new BatchWriteCommand({ RequestItems: { [tables.userData]: requests } }));
    }
  };
  /** Brings them through the stream. */
  const stream = async (done: Done[]): Promise<void> => {
    const onInteraction = createOnInteraction(onInteractionDependencies(tables, () => start + 3_600_000));
    for (let from = 0; from < done.length; from += 100) {
      const records = done
        .slice(from, from + 100)
        .map(({ itemId, second }) => makeStreamRecord({ userId, itemId, timestamp: at(second) }));
      expect((await onInteraction(records)).failures).toEqual(new Map());
    }
  };
  const read = async (): Promise<{ itemIds: string[]; operations: string[] }> => {
    const userHistory = new UserHistory(client, tables.userData, (what) => troubles.push(what));
    const { history, hasMore } = await userHistory.read(userId, historySize);
    expect(hasMore).toBe(true);
    proxy.operations.length = 0;
    const seen = new SeenItems(client, tables.userData, userHistory, (what) => troubles.push(what));
    const itemIds = [...(await seen.read(userId, history))].sort();
    expect(troubles).toEqual([]);
    return { itemIds, operations: [...proxy.operations] };
  };

  const bought = purchases.map((itemId, second) => ({ itemId, second }));
  const views = Array.from({ length: 300 }, (_, index) => ({ itemId: 'viewed', second: 100 + index }));
  const all = [...purchases, 'viewed'].sort();

  it('is whole behind 300 views of 3.9 KB, in one read once what was before the stream is kept', async () => {
    await record([...bought, ...views]);
    await stream([...bought, ...views]);
    expect((await read()).itemIds).toEqual(all);
    expect(await read()).toEqual({ itemIds: all, operations: ['Query'] });
    const Key = { pk: userPartitionKey(userId), sk: seenBeforeSortKey(0) };
    const { Item } = await tables.client.send(new GetCommand({ TableName: tables.userData, Key }));
    expect(Item).toEqual(Key);
  });

  it('is whole for users who were there before the stream, or were imported past it', async () => {
    await record([...bought, ...views]);
    expect(await read()).toMatchObject({ itemIds: all, operations: ['Query', 'Query', 'Query', 'PutItem'] });
    expect(await read()).toMatchObject({ itemIds: all });
    await stream(views.slice(-60));
    expect(await read()).toEqual({ itemIds: all, operations: ['Query'] });
  });

  it('is whole while the stream is further behind than the history reaches, and reads only that far', async () => {
    const before = Array.from({ length: 60 }, (_, second) => ({ itemId: 'first', second }));
    await record(before);
    await stream(before);
    await read();
    const later = bought.map(({ itemId }, index) => ({ itemId, second: 70 + index }));
    await record([...later, ...views]);
    const seen = [...all, 'first'].sort();
    expect((await read()).itemIds).toEqual(seen);
    await stream([...later, ...views]);
    expect(await read()).toEqual({ itemIds: seen, operations: ['Query'] });
  });

  it('is kept in as many rows as it needs', async () => {
    const many = Array.from({ length: 2_500 }, (_, second) => ({ itemId: `item-${second}`, second }));
    const rows = many.map(({ itemId, second }) => ({
      pk: userPartitionKey(userId),
      sk: interactionSortKey('VIEW', at(second), `event-${second}`),
      itemId,
      eventType: 'VIEW',
      timestamp: at(second),
      recordedAt: at(second),
    }));
    for (let from = 0; from < rows.length; from += 25) {
      const requests = rows.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }));
      await tables.client.send(new BatchWriteCommand({ RequestItems: { [tables.userData]: requests } }));
    }
    expect((await read()).itemIds).toHaveLength(2_500);
    await stream([{ itemId: 'item-0', second: 3_000 }]);
    expect((await read()).itemIds).toHaveLength(2_500);
    const parts = await tables.partition(tables.userData, userPartitionKey(userId));
    expect(parts.filter(({ sk }) => (sk as string).startsWith(seenBeforeSortKey(0).slice(0, -1)))).toHaveLength(3);
  });
});
