import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../helpers/startEngine.ts';
import { key, N, startThings, type Things } from '../../helpers/startThings.ts';

describe.skipIf(!hasDynoxide)('batches (dynoxide; skipped where it has no package)', () => {
  let things: Things;
  const run: Things['run'] = (request) => things.run(request);
  beforeAll(async () => {
    things = await startThings();
  });
  afterAll(() => things?.stop());

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
