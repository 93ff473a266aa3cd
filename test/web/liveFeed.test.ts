import { DynamoDBDocumentClient, DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTables, EngineClient, withoutStreams } from '../../emulator/dynamodb/index.ts';
import { hasDynoxide, startEngine, type TestEngine } from '../../emulator/test/helpers/startEngine.ts';
import { LiveFeed } from '../../local/LiveFeed.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 10, 28, 12, 0, second)).toISOString();

describe.skipIf(!hasDynoxide)('what happens, as it happens', () => {
  let engine: TestEngine;
  let rows: DynamoDBDocumentClient;
  let engineClient: EngineClient;
  const TableName = 'userData';
  beforeAll(async () => {
    engine = await startEngine('dynoxide');
    const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
    await createTables(engine.client, [
      {
        name: TableName,
        properties: {
          AttributeDefinitions: [text('pk'), text('sk')],
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        },
      },
    ]);
    rows = DynamoDBDocumentClient.from(engine.client);
    engineClient = new EngineClient(engine.endpoint, { region: 'us-east-1', accessKeyId: 'local' });
  });
  afterAll(async () => {
    engineClient?.destroy();
    await engine?.stop();
  });

  const act = (userId: string, itemId: string, second: number, prefix = 'EVT#') => ({
    ...{ pk: `USER#${userId}`, sk: `${prefix}${at(second)}#${itemId}`, userId, itemId },
    ...{ eventType: prefix === 'EVT#' ? 'LIKE' : 'IMPRESSION', recordedAt: at(second) },
  });
  const put = (Item: Record<string, unknown>) => rows.send(new PutCommand({ TableName, Item }));
  const open = () => new LiveFeed({ client: engine.client, engineClient, tableName: TableName });

  it('is what people do and the lists that are made, each once, and nothing of before', async () => {
    await put(act('early', 'book-0', 0));
    const feed = open();
    expect(await feed.after(0)).toEqual([]);
    await put(act('ada', 'book-1', 1));
    await put(act('ada', 'book-2', 2, 'DISPLAY#'));
    await put({ pk: 'USER#ada', sk: 'PRESENCE', expiresAt: 1 });
    await put({
      ...{ pk: 'USER#ada', sk: 'REC#home', userId: 'ada', placement: 'home', modelVersion: 'v1', generatedAt: at(3) },
    });
    await put({
      ...{ pk: 'USER#ada', sk: 'REC#home', userId: 'ada', placement: 'home', modelVersion: 'v2', generatedAt: at(4) },
    });
    const entries = await feed.after(0);
    expect(entries).toEqual([
      { number: 1, kind: 'INTERACTION', at: at(1), userId: 'ada', itemId: 'book-1', eventType: 'LIKE' },
      { number: 2, kind: 'INTERACTION', at: at(2), userId: 'ada', itemId: 'book-2', eventType: 'IMPRESSION' },
      { number: 3, kind: 'LIST', at: at(3), userId: 'ada', placement: 'home', modelVersion: 'v1' },
      { number: 4, kind: 'LIST', at: at(4), userId: 'ada', placement: 'home', modelVersion: 'v2' },
    ]);
    expect(await feed.after(3)).toEqual(entries.slice(3));
    // Who is erased is no news.
    await rows.send(new DeleteCommand({ TableName, Key: { pk: 'USER#ada', sk: act('ada', 'book-1', 1).sk } }));
    expect(await feed.after(4)).toEqual([]);
  });

  it('keeps the newest two hundred, for two who ask at once', async () => {
    const feed = open();
    await feed.after(0);
    for (let second = 0; second < 205; second += 1) await put(act('ben', `book-${second}`, second));
    const [one, other] = await Promise.all([feed.after(0), feed.after(0)]);
    expect(one).toEqual(other);
    expect(one).toHaveLength(200);
    expect([one[0]!.itemId, one.at(-1)!.itemId]).toEqual(['book-5', 'book-204']);
  });

  it('goes on when the stream was switched off for an import', async () => {
    const feed = open();
    await feed.after(0);
    await withoutStreams(engine.client, [TableName], () => put(act('bulk', 'book-1', 1)));
    await put(act('cleo', 'book-1', 2));
    expect((await feed.after(0)).map(({ userId }) => userId)).toContain('cleo');
    expect((await feed.after(0)).map(({ userId }) => userId)).not.toContain('bulk');
  });
});
