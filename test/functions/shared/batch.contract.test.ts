import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batchGet, batchPut } from '../../../functions/shared/batch.ts';
import { BatchUnprocessedError } from '../../../functions/shared/errors.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const ids = Array.from({ length: 230 }, (_, index) => `item-${index}`);

describe.skipIf(!hasDynoxide)('batches on a real table', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());

  it('writes and reads more rows than one call takes', async () => {
    await batchPut(
      tables.client,
      tables.catalogue,
      ids.map((itemId) => ({ itemId, title: itemId, size: 1 })),
    );
    const rows = await batchGet(
      tables.client,
      tables.catalogue,
      [...ids, 'nowhere'].map((itemId) => ({ itemId })),
      {
        attributes: ['itemId', 'size'],
      },
    );
    expect(rows.map(({ itemId }) => itemId).sort()).toEqual([...ids].sort());
    expect(rows[0]).toEqual({ itemId: rows[0].itemId, size: 1 });
  });

  it('does nothing for nothing', async () => {
    await batchPut(tables.client, tables.catalogue, []);
    expect(await batchGet(tables.client, tables.catalogue, [])).toEqual([]);
  });
});

describe('what DynamoDB leaves undone', () => {
  // No engine here throttles, so the edge is played: a client that takes some of what it is sent.
  const throttled = (takes: number): DynamoDBDocumentClient => {
    const send = async ({ input }: { input: { RequestItems: Record<string, { Keys: { itemId: string }[] }> } }) => {
      const { Keys } = input.RequestItems.table;
      return {
        Responses: { table: Keys.slice(0, takes) },
        UnprocessedKeys: Keys.length > takes ? { table: { Keys: Keys.slice(takes) } } : {},
      };
    };
    return { send } as unknown as DynamoDBDocumentClient;
  };
  const keys = ids.slice(0, 10).map((itemId) => ({ itemId }));

  it('is asked for again', async () => {
    expect(await batchGet(throttled(3), 'table', keys)).toEqual(keys);
  });

  it('is an error when nothing moves', async () => {
    await expect(batchGet(throttled(0), 'table', keys)).rejects.toThrow(BatchUnprocessedError);
  });
});
