import { rmSync } from 'node:fs';
import {
  BatchGetItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createAuthorizedClient,
  createTables,
  deleteTables,
  DynamoDBGateway,
  findStream,
  startDynamoDBEngine,
  TableMismatch,
  withoutStreams,
  type DynamoDBEngine,
  type TableDefinition,
} from '../../dynamodb/index.ts';
import type { ConsumedCapacity } from '../../dynamodb/consumedCapacity.ts';
import { javaVersion } from '../../dynamodb/startAmazonDynamoDBLocal.ts';
import { dynoxideBinary } from '../../dynamodb/startDynoxide.ts';
import { makeTemporaryFolder } from '../helpers/makeTemporaryFolder.ts';
import { makeAccess, roleArn, startTestGateway } from '../helpers/startTestGateway.ts';

const tableArn = (table: string): string => `arn:aws:dynamodb:us-east-1:000000000000:table/${table}`;
const definition = (name: string, change: Record<string, unknown> = {}): TableDefinition => ({
  name,
  properties: {
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    ...change,
  },
});
const index = {
  IndexName: 'bySk',
  KeySchema: [{ AttributeName: 'sk', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
};
const item = (pk: string, sk: string) => ({ pk: { S: pk }, sk: { S: sk } });

const engines = [
  { name: 'dynoxide', missing: dynoxideBinary() === undefined && 'no package for this platform' },
  { name: 'amazon', missing: (javaVersion() ?? 0) < 17 && 'no Java 17' },
];

describe.each(engines)('$name', ({ name, missing }) => {
  const folder = makeTemporaryFolder();
  let engine: DynamoDBEngine;
  let client: DynamoDBClient;
  const connect = () =>
    new DynamoDBClient({
      endpoint: engine.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });

  beforeAll(async () => {
    if (missing) {
      console.warn(`${name} is skipped: ${missing}`);
      return;
    }
    engine = await startDynamoDBEngine(name, folder);
    client = connect();
  });
  afterAll(async () => {
    await engine?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.skipIf(Boolean(missing))('tables', () => {
    test('are made with key, index, stream and time to live', async () => {
      await createTables(client, [definition('made', { GlobalSecondaryIndexes: [index] })]);
      const { Table } = await client.send(new DescribeTableCommand({ TableName: 'made' }));
      expect(Table).toMatchObject({
        TableStatus: 'ACTIVE',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      });
      expect(Table!.GlobalSecondaryIndexes!.map(({ IndexName }) => IndexName)).toEqual(['bySk']);
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: 'made' }));
      expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt' });
    });

    test('keep their items when made again, and gain an index and a stream', async () => {
      await createTables(client, [definition('grown', { StreamSpecification: undefined })]);
      await client.send(new PutItemCommand({ TableName: 'grown', Item: item('a', 'b') }));
      expect(await findStream(client, 'grown')).toBeUndefined();
      await createTables(client, [definition('grown', { GlobalSecondaryIndexes: [index] })]);
      const { Items } = await client.send(
        new QueryCommand({
          TableName: 'grown',
          IndexName: 'bySk',
          KeyConditionExpression: 'sk = :sk',
          ExpressionAttributeValues: { ':sk': { S: 'b' } },
        }),
      );
      expect(Items).toEqual([item('a', 'b')]);
      expect(await findStream(client, 'grown')).toMatch(/table\/grown\/stream/);
    });

    test('refuse another key', async () => {
      await createTables(client, [definition('fixed')]);
      const other = definition('fixed', {
        KeySchema: [
          { AttributeName: 'sk', KeyType: 'HASH' },
          { AttributeName: 'pk', KeyType: 'RANGE' },
        ],
      });
      await expect(createTables(client, [other])).rejects.toThrow(TableMismatch);
      await expect(createTables(client, [other])).rejects.toThrow(/Start fresh/);
    });

    test('are emptied by deleting them, present or not', async () => {
      const tables = [definition('emptied')];
      await createTables(client, tables);
      await client.send(new PutItemCommand({ TableName: 'emptied', Item: item('a', 'b') }));
      await deleteTables(client, [...tables, definition('absent')]);
      await createTables(client, tables);
      expect(await client.send(new GetItemCommand({ TableName: 'emptied', Key: item('a', 'b') }))).not.toHaveProperty(
        'Item',
      );
    });

    test('have no stream while bulk data come in, and one afterwards, also when that fails', async () => {
      await createTables(client, [definition('bulk')]);
      const during = await withoutStreams(client, ['bulk'], () => findStream(client, 'bulk'));
      expect(during).toBeUndefined();
      expect(await findStream(client, 'bulk')).toBeDefined();
      await expect(withoutStreams(client, ['bulk'], () => Promise.reject(new Error('broken')))).rejects.toThrow(
        'broken',
      );
      expect(await findStream(client, 'bulk')).toBeDefined();
    });
  });

  describe.skipIf(Boolean(missing))('permissions', () => {
    const query = {
      TableName: 'guarded',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'a' } },
    };

    test('the gateway lets through what the role may do and refuses the rest as IAM does', async () => {
      await createTables(client, [definition('guarded'), definition('closed')]);
      const { access, credentials } = makeAccess([
        {
          Effect: 'Allow',
          Action: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:BatchGetItem'],
          Resource: tableArn('guarded'),
        },
      ]);
      const written: string[] = [];
      const gateway = new DynamoDBGateway({
        endpoint: engine.endpoint,
        access,
        tableArn,
        onWrite: (arn) => written.push(arn),
      });
      const guarded = new DynamoDBClient({
        endpoint: await startTestGateway(access, gateway),
        region: 'us-east-1',
        credentials,
      });

      await guarded.send(new PutItemCommand({ TableName: 'guarded', Item: item('a', 'b') }));
      expect((await guarded.send(new QueryCommand(query))).Items).toEqual([item('a', 'b')]);
      expect(written).toEqual([tableArn('guarded')]);

      const denied = { name: 'AccessDeniedException' };
      await expect(
        guarded.send(new GetItemCommand({ TableName: 'guarded', Key: item('a', 'b') })),
      ).rejects.toMatchObject({
        ...denied,
        message: expect.stringContaining('not authorized to perform: dynamodb:GetItem on resource: arn:aws:dynamodb'),
      });
      await expect(guarded.send(new QueryCommand({ ...query, IndexName: 'bySk' }))).rejects.toMatchObject(denied);
      await expect(
        guarded.send(
          new BatchGetItemCommand({
            RequestItems: { guarded: { Keys: [item('a', 'b')] }, closed: { Keys: [item('a', 'b')] } },
          }),
        ),
      ).rejects.toMatchObject(denied);
      gateway.close();
    });

    test('failed conditions pass through with the item', async () => {
      await createTables(client, [definition('guarded')]);
      const { access, credentials } = makeAccess([{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }]);
      const gateway = new DynamoDBGateway({ endpoint: engine.endpoint, access, tableArn });
      const guarded = new DynamoDBClient({
        endpoint: await startTestGateway(access, gateway),
        region: 'us-east-1',
        credentials,
      });
      const put = {
        TableName: 'guarded',
        Item: item('c', 'd'),
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      };
      await guarded.send(new PutItemCommand(put));
      await expect(guarded.send(new PutItemCommand(put))).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
        Item: item('c', 'd'),
      });
      gateway.close();
    });

    test('both ways to the engine count request units, and answer what was asked for', async () => {
      await createTables(client, [definition('guarded')]);
      const { access, credentials } = makeAccess([{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }]);
      const consumed: string[] = [];
      const common = {
        ...{ endpoint: engine.endpoint, access, tableArn },
        onConsumed: ({ table, kind, units }: ConsumedCapacity) => consumed.push(`${table} ${kind} ${units}`),
      };
      const gateway = new DynamoDBGateway(common);
      const guarded = new DynamoDBClient({
        endpoint: await startTestGateway(access, gateway),
        region: 'us-east-1',
        credentials,
      });
      const acting = createAuthorizedClient({ ...common, region: 'us-east-1', roleArn, session: 's' });
      // A unit of writing is 1 KB, one of reading 4 KB, half of it when it need not be consistent; transactions take two.
      const large = { ...item('large', 'b'), text: { S: 'x'.repeat(2500) } };
      const put = { TableName: 'guarded', Item: large };
      const get = { TableName: 'guarded', Key: item('large', 'b') };
      for (const sender of [guarded, acting]) {
        expect(await sender.send(new PutItemCommand(put))).not.toHaveProperty('ConsumedCapacity');
        const { Item, ConsumedCapacity } = await sender.send(
          new GetItemCommand({ ...get, ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' }),
        );
        expect([Item, ConsumedCapacity?.CapacityUnits]).toEqual([large, 1]);
        await sender.send(new QueryCommand({ ...query, ReturnConsumedCapacity: 'NONE' }));
        await sender.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }));
        await expect(
          sender.send(new PutItemCommand({ ...put, ConditionExpression: 'attribute_not_exists(pk)' })),
        ).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
        expect(consumed.splice(0)).toEqual([
          'guarded Write 3',
          'guarded Read 1',
          'guarded Read 0.5',
          'guarded Write 6',
        ]);
      }
      await guarded.send(new DescribeTableCommand({ TableName: 'guarded' }));
      expect(consumed).toEqual([]);
      gateway.close();
      acting.destroy();
    });

    test('a client that acts as a role asks for each part of a transaction', async () => {
      await createTables(client, [definition('guarded')]);
      const { access } = makeAccess([{ Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: tableArn('guarded') }]);
      const acting = createAuthorizedClient({
        endpoint: engine.endpoint,
        region: 'us-east-1',
        access,
        roleArn,
        session: 's',
        tableArn,
      });
      const put = { Put: { TableName: 'guarded', Item: item('e', 'f') } };
      await acting.send(new TransactWriteItemsCommand({ TransactItems: [put] }));
      await expect(
        acting.send(
          new TransactWriteItemsCommand({
            TransactItems: [
              { Put: { TableName: 'guarded', Item: item('g', 'h') } },
              { Delete: { TableName: 'guarded', Key: item('e', 'f') } },
            ],
          }),
        ),
      ).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: expect.stringContaining('dynamodb:DeleteItem'),
      });
    });
  });

  test.skipIf(Boolean(missing))('data outlast the engine', async () => {
    await createTables(client, [definition('lasting')]);
    await client.send(new PutItemCommand({ TableName: 'lasting', Item: item('a', 'b') }));
    await engine.stop();
    engine = await startDynamoDBEngine(name, folder);
    client = connect();
    expect((await client.send(new GetItemCommand({ TableName: 'lasting', Key: item('a', 'b') }))).Item).toEqual(
      item('a', 'b'),
    );
  });
});
