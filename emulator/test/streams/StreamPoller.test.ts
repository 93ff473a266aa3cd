import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  createTables,
  EngineClient,
  findStream,
  ShardReader,
  withoutStreams,
  type StreamRecord,
} from '../../dynamodb/index.ts';
import { javaVersion } from '../../dynamodb/startAmazonDynamoDBLocal.ts';
import { StreamPoller, StreamPositions, toEventSourceMapping } from '../../streams/index.ts';
import { startEngine, type TestEngine } from '../helpers/startEngine.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

const amazonIsMissing = (javaVersion() ?? 0) < 17;

describe.each([
  { name: 'dynoxide', skip: false },
  { name: 'amazon', skip: amazonIsMissing },
])('$name', ({ name, skip }) => {
  let engine: TestEngine;
  let client: DynamoDBClient;
  let engineClient: EngineClient;
  let tables = 0;

  beforeAll(async () => {
    if (skip) {
      console.warn(`${name} is skipped: no Java 17`);
      return;
    }
    engine = await startEngine(name);
    client = engine.client;
    engineClient = new EngineClient(engine.endpoint, { region: 'us-east-1', accessKeyId: 'local' });
  });
  afterAll(async () => {
    engineClient?.destroy();
    await engine?.stop();
  });

  const makeTable = async (): Promise<string> => {
    tables += 1;
    const table = `table-${tables}`;
    await createTables(client, [
      {
        name: table,
        properties: {
          AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
          StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        },
      },
    ]);
    return table;
  };
  const put = (table: string, pk: string) =>
    client.send(
      new PutItemCommand({
        TableName: table,
        Item: { pk: { S: pk }, data: { B: Buffer.from('hi') }, n: { N: '1.5' } },
      }),
    );
  const follow = async (
    table: string,
    positionsFile: string,
    properties: Record<string, unknown> = {},
    answer?: (records: StreamRecord[]) => unknown,
  ) => {
    const streamArn = `arn:aws:dynamodb:us-east-1:000000000000:table/${table}/stream/local`;
    const batches: StreamRecord[][] = [];
    const keysOf = (batch: StreamRecord[]) =>
      batch.map(({ dynamodb }) => (dynamodb.Keys as { pk: { S: string } }).pk.S);
    const poller = new StreamPoller({
      mapping: toEventSourceMapping(
        {
          ref: `mapping-${table}`,
          logicalId: 'Mapping',
          properties: { EventSourceArn: streamArn, StartingPosition: 'TRIM_HORIZON', ...properties },
        },
        'arn:aws:lambda:us-east-1:0:function:f',
      ),
      positions: new StreamPositions(positionsFile),
      findStream: () => findStream(client, table),
      createReader: (engineArn) => new ShardReader({ engine: engineClient, engineArn, streamArn, region: 'us-east-1' }),
      invoke: async (event) => {
        const { Records } = JSON.parse(event) as { Records: StreamRecord[] };
        batches.push(Records);
        return { payload: JSON.stringify(answer?.(Records) ?? null) };
      },
      sendToQueue: () => undefined,
      log: () => undefined,
    });
    await poller.start();
    onTestFinished(() => poller.stop());
    return { poller, batches, keys: () => keysOf(batches.flat()) };
  };
  const settle = (expectation: () => void) => vi.waitFor(expectation, { timeout: 15_000, interval: 20 });
  const positionsFile = () => join(folderOfTest(), 'streams.json');

  test.skipIf(skip)('hands over inserts, changes and deletions as Lambda shows them', async () => {
    const table = await makeTable();
    const { batches } = await follow(table, positionsFile());
    await put(table, 'a');
    await client.send(new DeleteItemCommand({ TableName: table, Key: { pk: { S: 'a' } } }));
    await settle(() => expect(batches.flat()).toHaveLength(2));
    const [insert, remove] = batches.flat();
    expect(insert).toMatchObject({
      eventName: 'INSERT',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: `arn:aws:dynamodb:us-east-1:000000000000:table/${table}/stream/local`,
      dynamodb: {
        Keys: { pk: { S: 'a' } },
        NewImage: { data: { B: 'aGk=' }, n: { N: '1.5' } },
        SequenceNumber: expect.any(String),
      },
    });
    expect(Math.abs(insert!.dynamodb.ApproximateCreationDateTime - Date.now() / 1000)).toBeLessThan(60);
    expect(remove).toMatchObject({ eventName: 'REMOVE', dynamodb: { OldImage: { n: { N: '1.5' } } } });
    expect(remove!.dynamodb).not.toHaveProperty('NewImage');
  });

  test.skipIf(skip)('keeps to batch size, order and filter', async () => {
    const table = await makeTable();
    const keys = Array.from(
      { length: 25 },
      (_, index) => `${index % 5 === 0 ? 'skip' : 'take'}-${String(index).padStart(2, '0')}`,
    );
    for (const key of keys) await put(table, key);
    const pattern = JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix: 'take' }] } } } });
    const followed = await follow(table, positionsFile(), {
      BatchSize: 10,
      FilterCriteria: { Filters: [{ Pattern: pattern }] },
    });
    await settle(() => expect(followed.keys()).toHaveLength(20));
    expect(Math.max(...followed.batches.map(({ length }) => length))).toBeLessThanOrEqual(10);
    expect([...followed.keys()].sort()).toEqual(keys.filter((key) => key.startsWith('take')).sort());
  });

  test.skipIf(skip)('goes on after a restart where it was, also with what came while it was down', async () => {
    const [table, file] = [await makeTable(), positionsFile()];
    const first = await follow(table, file);
    await put(table, 'before');
    await settle(() => expect(first.keys()).toEqual(['before']));
    await first.poller.stop();
    await put(table, 'meanwhile');
    const second = await follow(table, file);
    await put(table, 'after');
    await settle(() => expect(second.keys()).toEqual(['meanwhile', 'after']));
  });

  test.skipIf(skip)('LATEST leaves out what was there, but nothing that came after the first start', async () => {
    const [table, file] = [await makeTable(), positionsFile()];
    await put(table, 'old');
    const first = await follow(table, file, { StartingPosition: 'LATEST' });
    await first.poller.stop();
    await put(table, 'new');
    const second = await follow(table, file, { StartingPosition: 'LATEST' });
    await settle(() => expect(second.keys()).toEqual(['new']));
  });

  test.skipIf(skip)('finds a stream that was switched off and on, without repeating or losing records', async () => {
    const [table, file] = [await makeTable(), positionsFile()];
    const followed = await follow(table, file);
    await put(table, 'before');
    await settle(() => expect(followed.keys()).toEqual(['before']));
    await withoutStreams(client, [table], () =>
      client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: [{ PutRequest: { Item: { pk: { S: 'bulk' } } } }] } }),
      ),
    );
    await put(table, 'after');
    await settle(() => expect(followed.keys()).toEqual(['before', 'after']));
  });

  test.skipIf(skip)('tells when everything written so far was handed over', async () => {
    const table = await makeTable();
    const followed = await follow(table, positionsFile(), { BatchSize: 1 });
    for (const key of ['a', 'b', 'c', 'd']) await put(table, key);
    await followed.poller.caughtUp();
    expect(followed.keys()).toEqual(['a', 'b', 'c', 'd']);
  });

  test.skipIf(skip)('repeats from the first failed record', async () => {
    const table = await makeTable();
    let failures = 0;
    for (const key of ['a', 'b', 'c']) await put(table, key);
    const followed = await follow(
      table,
      positionsFile(),
      { FunctionResponseTypes: ['ReportBatchItemFailures'] },
      ([first]) => {
        failures += 1;
        return failures === 1 ? { batchItemFailures: [{ itemIdentifier: first!.dynamodb.SequenceNumber }] } : null;
      },
    );
    await settle(() => expect(followed.batches.length).toBeGreaterThanOrEqual(2));
    expect(followed.batches[1]).toEqual(followed.batches[0]);
  });
});
