import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../helpers/startEngine.ts';
import { key, N, startThings, type Things } from '../../helpers/startThings.ts';

describe.skipIf(!hasDynoxide)('transactions (dynoxide; skipped where it has no package)', () => {
  let things: Things;
  const run: Things['run'] = (request) => things.run(request);
  const put: Things['put'] = (...row) => things.put(...row);
  beforeAll(async () => {
    things = await startThings();
  });
  afterAll(() => things?.stop());

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
