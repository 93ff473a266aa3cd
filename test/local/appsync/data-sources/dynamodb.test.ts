import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDynamoDBDataSource } from '../../../../local/appsync/index.ts';
import type { DataSource } from '../../../../local/appsync/index.ts';
import { hasDynoxide, startDynoxide } from '../helpers/startDynoxide.ts';

const call = { typeName: 'Query', fieldName: 'test', arguments: { id: '1' }, identity: { sub: 'u1' } };
const S = (text: string) => ({ S: text });
const N = (number: number) => ({ N: number });
const key = (pk: string, sk: string) => ({ pk: S(pk), sk: S(sk) });

describe.skipIf(!hasDynoxide)('the DynamoDB data source (dynoxide; skipped where its binary is not installed)', () => {
  let engine: Awaited<ReturnType<typeof startDynoxide>>;
  let source: DataSource;
  const conflicts: unknown[] = [];
  let verdict: unknown;
  const run = (request: Record<string, unknown>) => source.invoke(request, call);
  const put = (pk: string, sk: string, attributeValues: Record<string, unknown> = {}) =>
    run({ operation: 'PutItem', key: key(pk, sk), attributeValues });

  beforeAll(async () => {
    engine = await startDynoxide();
    for (const TableName of ['things', 'others']) {
      await engine.client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          AttributeDefinitions: ['pk', 'sk', 'kind'].map((AttributeName) => ({
            AttributeName,
            AttributeType: 'S' as const,
          })),
          GlobalSecondaryIndexes: [
            {
              IndexName: 'by-kind',
              Projection: { ProjectionType: 'ALL' },
              KeySchema: [
                { AttributeName: 'kind', KeyType: 'HASH' },
                { AttributeName: 'sk', KeyType: 'RANGE' },
              ],
            },
          ],
        }),
      );
    }
    source = createDynamoDBDataSource({
      client: engine.client,
      tableName: 'things',
      invokeConflictHandler: async (arn, event) => {
        conflicts.push({ arn, event });
        return verdict;
      },
    });
  });
  afterAll(() => engine?.stop());

  describe('GetItem and PutItem', () => {
    it('keep every type, as plain JSON', async () => {
      const attributeValues = {
        text: S('t'),
        number: N(12345),
        numberText: { N: '-0.5' },
        yes: { BOOL: true },
        nothing: { NULL: null },
        bytes: { B: 'aGk=' },
        texts: { SS: ['a', 'b'] },
        numbers: { NS: [1, 2] },
        blobs: { BS: ['aGk='] },
        list: { L: [S('x'), N(1), { NULL: true }] },
        map: { M: { inner: { M: { deep: N(0) } } } },
      };
      const plain = {
        pk: 'types',
        sk: '1',
        text: 't',
        number: 12345,
        numberText: -0.5,
        yes: true,
        nothing: null,
        bytes: 'aGk=',
        texts: ['a', 'b'],
        numbers: [1, 2],
        blobs: ['aGk='],
        list: ['x', 1, null],
        map: { inner: { deep: 0 } },
      };
      expect(await run({ operation: 'PutItem', key: key('types', '1'), attributeValues })).toEqual(plain);
      expect(await run({ operation: 'GetItem', key: key('types', '1'), consistentRead: true })).toEqual(plain);
    });
    it('answer null for an item that is not there', async () => {
      expect(await run({ operation: 'GetItem', key: key('none', '1') })).toBeNull();
    });
    it('read only what a projection names', async () => {
      await put('projected', '1', { a: N(1), b: N(2), nested: { M: { c: N(3), d: N(4) } } });
      expect(
        await run({
          operation: 'GetItem',
          key: key('projected', '1'),
          projection: { expression: '#a, nested.c', expressionNames: { '#a': 'a' } },
        }),
      ).toEqual({ a: 1, nested: { c: 3 } });
    });
  });

  describe('a condition that fails', () => {
    const condition = { expression: 'attribute_not_exists(pk)' };
    it('is an error with the stored item as result', async () => {
      await put('condition', '1', { a: N(1), writer: S('first') });
      const failing = run({
        operation: 'PutItem',
        key: key('condition', '1'),
        attributeValues: { a: N(2) },
        condition,
      });
      await expect(failing).rejects.toMatchObject({
        type: 'DynamoDB:ConditionalCheckFailedException',
        message: expect.stringMatching(
          /^The conditional request failed \(Service: DynamoDb, Status Code: 400, Request ID: .+\)$/,
        ),
        result: { pk: 'condition', sk: '1', a: 1, writer: 'first' },
      });
    });
    it('is no error of a put that would have changed nothing', async () => {
      const again = { operation: 'PutItem', key: key('condition', '1'), condition };
      expect(await run({ ...again, attributeValues: { a: N(1), writer: S('first') } })).toMatchObject({
        a: 1,
        writer: 'first',
      });
    });
    it('is no error when only attributes of equalsIgnore differ', async () => {
      const request = {
        operation: 'PutItem',
        key: key('condition', '1'),
        attributeValues: { a: N(1), writer: S('second') },
      };
      await expect(run({ ...request, condition })).rejects.toMatchObject({
        type: 'DynamoDB:ConditionalCheckFailedException',
      });
      expect(await run({ ...request, condition: { ...condition, equalsIgnore: ['writer'] } })).toMatchObject({
        writer: 'first',
      });
    });
    it('is no error of a delete of what is not there', async () => {
      expect(
        await run({
          operation: 'DeleteItem',
          key: key('condition', 'absent'),
          condition: { expression: 'attribute_exists(pk)' },
        }),
      ).toBeNull();
      await expect(
        run({
          operation: 'DeleteItem',
          key: key('condition', '1'),
          condition: { expression: 'a > :five', expressionValues: { ':five': N(5) } },
        }),
      ).rejects.toMatchObject({ result: { a: 1 } });
    });
    it('of an update is an error always', async () => {
      await expect(
        run({
          operation: 'UpdateItem',
          key: key('condition', '1'),
          update: { expression: 'SET a = :a', expressionValues: { ':a': N(1) } },
          condition: {
            expression: '#w = :w',
            expressionNames: { '#w': 'writer' },
            expressionValues: { ':w': S('other') },
          },
        }),
      ).rejects.toMatchObject({ type: 'DynamoDB:ConditionalCheckFailedException', result: { writer: 'first' } });
    });
    it('asks the function of a custom handler', async () => {
      const request = (expression: string) => ({
        operation: 'PutItem',
        key: key('condition', '1'),
        attributeValues: { a: N(3), writer: S('third') },
        condition: {
          expression,
          expressionValues: { ':a': N(9) },
          conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn: 'arn:handler' },
        },
      });
      verdict = { action: 'discard' };
      expect(await run(request('a = :a'))).toMatchObject({ a: 1 });
      expect(conflicts).toMatchObject([
        {
          arn: 'arn:handler',
          event: {
            arguments: { id: '1' },
            identity: { sub: 'u1' },
            currentValue: { a: { N: '1' } },
            resolver: { tableName: 'things', field: 'test' },
          },
        },
      ]);
      verdict = { action: 'reject' };
      await expect(run(request('a = :a'))).rejects.toMatchObject({ type: 'DynamoDB:ConditionalCheckFailedException' });
      verdict = { action: 'retry', retryMapping: { attributeValues: { a: N(4) } } };
      expect(await run(request('a = :a'))).toEqual({ pk: 'condition', sk: '1', a: 4 });
      conflicts.length = 0;
      verdict = {
        action: 'retry',
        retryMapping: {
          attributeValues: {},
          condition: {
            expression: 'a = :no',
            expressionValues: { ':no': N(0) },
            conditionalCheckFailedHandler: { strategy: 'Custom', lambdaArn: 'arn:handler' },
          },
        },
      };
      await expect(run(request('a = :a'))).rejects.toMatchObject({ type: 'DynamoDB:ConditionalCheckFailedException' });
      expect(conflicts).toHaveLength(1);
    });
  });

  describe('UpdateItem and DeleteItem', () => {
    it('answer the new item, and the old one', async () => {
      expect(
        await run({
          operation: 'UpdateItem',
          key: key('update', '1'),
          update: {
            expression: 'SET #a = :a ADD n :one',
            expressionNames: { '#a': 'a' },
            expressionValues: { ':a': S('x'), ':one': N(1) },
          },
        }),
      ).toEqual({ pk: 'update', sk: '1', a: 'x', n: 1 });
      expect(await run({ operation: 'DeleteItem', key: key('update', '1') })).toEqual({
        pk: 'update',
        sk: '1',
        a: 'x',
        n: 1,
      });
      expect(await run({ operation: 'DeleteItem', key: key('update', '1') })).toBeNull();
    });
    it('take empty names and values', async () => {
      await put('update', '2', { a: N(1) });
      expect(
        await run({
          operation: 'UpdateItem',
          key: key('update', '2'),
          update: { expression: 'REMOVE a', expressionNames: {}, expressionValues: {} },
        }),
      ).toEqual({ pk: 'update', sk: '2' });
    });
  });

  describe('Query and Scan', () => {
    const query = { expression: 'pk = :pk', expressionValues: { ':pk': S('paged') } };
    beforeAll(async () => {
      for (let index = 0; index < 5; index += 1)
        await put('paged', String(index), { n: N(index), kind: S(index % 2 ? 'odd' : 'even') });
    });
    const numbers = (page: unknown) => (page as { items: { n: number }[] }).items.map((item) => item.n);
    const tokenOf = (page: unknown) => (page as { nextToken: string | null }).nextToken;

    it('page forwards to the end by an opaque token', async () => {
      const seen: number[] = [];
      let nextToken: string | null = null;
      do {
        const page = await run({ operation: 'Query', query, limit: 2, nextToken });
        seen.push(...numbers(page));
        nextToken = tokenOf(page);
        expect(nextToken === null || !nextToken.includes('paged')).toBe(true);
      } while (nextToken);
      expect(seen).toEqual([0, 1, 2, 3, 4]);
    });
    it('page backwards', async () => {
      const first = await run({ operation: 'Query', query, limit: 3, scanIndexForward: false });
      expect(numbers(first)).toEqual([4, 3, 2]);
      expect(
        numbers(await run({ operation: 'Query', query, limit: 3, scanIndexForward: false, nextToken: tokenOf(first) })),
      ).toEqual([1, 0]);
    });
    it('filter after the limit, and count what was read', async () => {
      expect(
        await run({
          operation: 'Query',
          query,
          filter: { expression: 'n > :two', expressionValues: { ':two': N(2) } },
          limit: 4,
        }),
      ).toMatchObject({ items: [{ n: 3 }], scannedCount: 4 });
    });
    it('read an index, and only what a projection names', async () => {
      const page = await run({
        operation: 'Query',
        index: 'by-kind',
        query: { expression: '#k = :k', expressionNames: { '#k': 'kind' }, expressionValues: { ':k': S('odd') } },
        projection: { expression: 'n' },
      });
      expect(page).toMatchObject({ items: [{ n: 1 }, { n: 3 }], nextToken: null });
      expect((page as { items: object[] }).items[0]).not.toHaveProperty('pk');
    });
    it('take null for what is left out', async () => {
      const nothing = {
        filter: null,
        projection: null,
        index: null,
        limit: null,
        nextToken: null,
        select: null,
        scanIndexForward: null,
        consistentRead: null,
      };
      expect(numbers(await run({ operation: 'Query', query, ...nothing }))).toEqual([0, 1, 2, 3, 4]);
      expect(
        await run({
          operation: 'UpdateItem',
          key: key('nulls', '1'),
          update: { expression: 'SET a = :a', expressionNames: null, expressionValues: { ':a': N(1) } },
          condition: null,
        }),
      ).toMatchObject({ a: 1 });
      expect(
        await run({ operation: 'GetItem', key: key('nulls', '1'), projection: null, consistentRead: null }),
      ).toMatchObject({ a: 1 });
      expect(
        await run({
          operation: 'DeleteItem',
          key: key('nulls', '1'),
          condition: { expression: null, expressionValues: null },
        }),
      ).toMatchObject({ a: 1 });
    });
    it('refuse a token that is none', async () => {
      for (const nextToken of ['garbage', 'e30', '', Buffer.from('{"version":2}').toString('base64url')]) {
        await expect(run({ operation: 'Query', query, nextToken })).rejects.toMatchObject({
          type: 'BadRequestException',
          message: 'Invalid pagination token given.',
        });
      }
    });
    it('scan, in segments too', async () => {
      const whole = await run({
        operation: 'Scan',
        filter: { expression: 'pk = :pk', expressionValues: { ':pk': S('paged') } },
      });
      expect(numbers(whole).sort()).toEqual([0, 1, 2, 3, 4]);
      const parts = await Promise.all([0, 1].map((segment) => run({ operation: 'Scan', totalSegments: 2, segment })));
      const count = (page: unknown) => (page as { scannedCount: number }).scannedCount;
      expect(count(parts[0]) + count(parts[1])).toBe(count(await run({ operation: 'Scan' })));
    });
  });

  describe('batches', () => {
    it('put, get in the order of the keys with null for what is not there, and delete, over several tables', async () => {
      const tables = {
        things: [1, 2].map((index) => ({ ...key('batch', String(index)), n: N(index) })),
        others: [{ ...key('batch', 'o'), n: N(9) }],
      };
      expect(await run({ operation: 'BatchPutItem', tables })).toEqual({
        data: {
          things: [
            { pk: 'batch', sk: '1', n: 1 },
            { pk: 'batch', sk: '2', n: 2 },
          ],
          others: [{ pk: 'batch', sk: 'o', n: 9 }],
        },
        unprocessedItems: { things: [], others: [] },
      });
      const get = (projection?: object) =>
        run({
          operation: 'BatchGetItem',
          tables: {
            things: {
              keys: [key('batch', '2'), key('batch', 'absent'), key('batch', '1')],
              consistentRead: true,
              projection,
            },
            others: { keys: [key('batch', 'o')], projection },
          },
        });
      expect(await get()).toEqual({
        data: {
          things: [{ pk: 'batch', sk: '2', n: 2 }, null, { pk: 'batch', sk: '1', n: 1 }],
          others: [{ pk: 'batch', sk: 'o', n: 9 }],
        },
        unprocessedKeys: { things: [], others: [] },
      });
      expect(((await get({ expression: '#n', expressionNames: { '#n': 'n' } })) as { data: unknown }).data).toEqual({
        things: [{ n: 2 }, null, { n: 1 }],
        others: [{ n: 9 }],
      });
      expect(
        await run({ operation: 'BatchDeleteItem', tables: { things: [key('batch', '1'), key('batch', '2')] } }),
      ).toEqual({
        data: {
          things: [
            { pk: 'batch', sk: '1' },
            { pk: 'batch', sk: '2' },
          ],
        },
        unprocessedKeys: { things: [] },
      });
      expect(await run({ operation: 'GetItem', key: key('batch', '1') })).toBeNull();
    });
    it('are held to the quotas of DynamoDB', async () => {
      await expect(
        run({
          operation: 'BatchPutItem',
          tables: { things: Array.from({ length: 26 }, (_, index) => key('b', String(index))) },
        }),
      ).rejects.toThrow('1 to 25 items; 26');
      await expect(
        run({
          operation: 'BatchGetItem',
          tables: { things: { keys: Array.from({ length: 101 }, (_, index) => key('b', String(index))) } },
        }),
      ).rejects.toThrow('1 to 100 keys; 101');
    });
  });

  describe('transactions', () => {
    it('write all and answer the keys, and read all', async () => {
      await put('transaction', 'old', { n: N(1) });
      expect(
        await run({
          operation: 'TransactWriteItems',
          transactItems: [
            {
              table: 'things',
              operation: 'PutItem',
              key: key('transaction', 'new'),
              attributeValues: { n: N(1), left: N(0) },
            },
            {
              table: 'others',
              operation: 'UpdateItem',
              key: key('transaction', 'up'),
              update: { expression: 'SET n = :n', expressionValues: { ':n': N(2) } },
            },
            { table: 'things', operation: 'DeleteItem', key: key('transaction', 'old') },
            {
              table: 'things',
              operation: 'ConditionCheck',
              key: key('transaction', 'never'),
              condition: { expression: 'attribute_not_exists(pk)' },
            },
          ],
        }),
      ).toEqual({
        keys: ['new', 'up', 'old', 'never'].map((sk) => ({ pk: 'transaction', sk })),
        cancellationReasons: null,
      });
      const read = await run({
        operation: 'TransactGetItems',
        transactItems: [
          { table: 'things', key: key('transaction', 'new'), projection: { expression: 'n' } },
          { table: 'others', key: key('transaction', 'up') },
          { table: 'things', key: key('transaction', 'old') },
        ],
      });
      expect(read).toMatchObject({
        items: [{ n: 1 }, { pk: 'transaction', sk: 'up', n: 2 }, null],
        cancellationReasons: null,
      });
      // dynoxide adds the key to a projection of TransactGetItems; DynamoDB does not. What is not named is left out by both.
      expect((read as { items: object[] }).items[0]).not.toHaveProperty('left');
    });
    it('tell the reason of each item when they are cancelled', async () => {
      const write = (returnValuesOnConditionCheckFailure?: boolean) =>
        run({
          operation: 'TransactWriteItems',
          transactItems: [
            { table: 'things', operation: 'PutItem', key: key('transaction', 'fresh'), attributeValues: {} },
            {
              table: 'things',
              operation: 'PutItem',
              key: key('transaction', 'new'),
              attributeValues: { n: N(5) },
              condition: { expression: 'attribute_not_exists(pk)', returnValuesOnConditionCheckFailure },
            },
          ],
        });
      await expect(write()).rejects.toMatchObject({
        type: 'DynamoDB:TransactionCanceledException',
        result: {
          keys: null,
          cancellationReasons: [
            { type: 'None' },
            { type: 'ConditionalCheckFailed', item: { pk: 'transaction', sk: 'new', n: 1, left: 0 } },
          ],
        },
      });
      await expect(write(false)).rejects.toMatchObject({
        result: { cancellationReasons: [{ type: 'None' }, { item: null }] },
      });
      expect(await run({ operation: 'GetItem', key: key('transaction', 'fresh') })).toBeNull();
    });
  });

  describe('a request that cannot be run', () => {
    it.each([
      [{}, 'MappingTemplate', "Value for field '$[operation]' not found."],
      [{ operation: 'Sync' }, 'MappingTemplate', 'Sync needs a versioned data source'],
      [{ operation: 'toString' }, 'MappingTemplate', "Unsupported operation 'toString'"],
      [{ operation: 'GetItem' }, 'MappingTemplate', "Value for field '$[key]' not found."],
      [{ operation: 'GetItem', key: { pk: 'plain' } }, 'MappingTemplate', 'Unable to convert key.pk'],
      [
        { operation: 'PutItem', key: { pk: { S: 'a' }, sk: { S: 'b' } }, attributeValues: { a: { X: 1 } } },
        'MappingTemplate',
        'Unable to convert attributeValues.a',
      ],
      [{ operation: 'GetItem', key: { other: { S: 'a' } } }, 'DynamoDB:DynamoDbException', 'Status Code: 400'],
      [{ operation: 'Query', query: { expression: 'pk = ' } }, 'DynamoDB:DynamoDbException', 'Status Code: 400'],
      [
        { operation: 'TransactWriteItems', transactItems: [{ table: 'things', operation: 'Sing', key: {} }] },
        'MappingTemplate',
        "Unsupported operation 'Sing'",
      ],
    ])('%j is refused', async (request, type, message) => {
      await expect(source.invoke(request, call)).rejects.toMatchObject({
        type,
        message: expect.stringContaining(message),
      });
    });
    it('names a table that does not exist', async () => {
      const missing = createDynamoDBDataSource({ client: engine.client, tableName: 'missing' });
      await expect(missing.invoke({ operation: 'GetItem', key: key('a', 'b') }, call)).rejects.toMatchObject({
        type: 'DynamoDB:ResourceNotFoundException',
      });
    });
    it('tells when no engine answers', async () => {
      const { client, stop } = await startDynoxide();
      stop();
      await new Promise((resolve) => setTimeout(resolve, 100));
      await expect(
        createDynamoDBDataSource({ client, tableName: 'things' }).invoke(
          { operation: 'GetItem', key: key('a', 'b') },
          call,
        ),
      ).rejects.toMatchObject({ type: 'DynamoDB:SdkClientException' });
    });
  });
});
