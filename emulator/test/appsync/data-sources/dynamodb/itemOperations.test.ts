import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../helpers/startEngine.ts';
import { key, N, S, startThings, type Things } from '../../helpers/startThings.ts';

describe.skipIf(!hasDynoxide)('operations on one item (dynoxide; skipped where it has no package)', () => {
  let things: Things;
  const conflicts: unknown[] = [];
  let verdict: unknown;
  const run: Things['run'] = (request) => things.run(request);
  const put: Things['put'] = (...row) => things.put(...row);
  beforeAll(async () => {
    things = await startThings({
      invokeConflictHandler: async (arn, event) => {
        conflicts.push({ arn, event });
        return verdict;
      },
    });
  });
  afterAll(() => things?.stop());

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
});
