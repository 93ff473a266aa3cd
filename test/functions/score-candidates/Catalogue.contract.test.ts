import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Catalogue } from '../../../functions/score-candidates/Catalogue.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const fresh = 5_000;

describe.skipIf(!hasDynoxide)('the catalogue as lists are checked by it', () => {
  let tables: TestTables;
  let now: number;
  let reads: string[][];
  let catalogue: Catalogue;

  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());
  beforeEach(async () => {
    await tables.put(tables.catalogue, { itemId: 'a', price: 1 }, { itemId: 'b', price: 2 }, { itemId: 'c', price: 3 });
    await tables.client.send(new DeleteCommand({ TableName: tables.catalogue, Key: { itemId: 'new' } }));
    now = 1_000_000;
    reads = [];
    const send = ((command: { input: { RequestItems?: Record<string, { Keys: { itemId: string }[] }> } }) => {
      reads.push((command.input.RequestItems?.[tables.catalogue].Keys ?? []).map(({ itemId }) => itemId));
      return tables.client.send(command as never);
    }) as typeof tables.client.send;
    const client = Object.assign(Object.create(tables.client) as typeof tables.client, { send });
    catalogue = new Catalogue({
      ...{ client, table: tables.catalogue, freshMilliseconds: fresh, clock: () => now },
      onSkipped: () => undefined,
    });
  });
  const pricesOf = async (itemIds: string[]): Promise<Record<string, number | null | undefined>> =>
    Object.fromEntries([...(await catalogue.read(itemIds))].map(([itemId, { price }]) => [itemId, price]));

  it('reads what it has not read for five seconds, and that alone', async () => {
    expect(await pricesOf(['a', 'b'])).toEqual({ a: 1, b: 2 });
    now += fresh - 1;
    expect(await pricesOf(['b', 'c'])).toEqual({ b: 2, c: 3 });
    expect(await pricesOf(['a', 'c'])).toEqual({ a: 1, c: 3 });
    now += 1;
    expect(await pricesOf(['a', 'b', 'c'])).toEqual({ a: 1, b: 2, c: 3 });
    expect(reads).toEqual([['a', 'b'], ['c'], ['a', 'b']]);
  });

  it('shows a change and a new item after five seconds at the latest', async () => {
    expect(await pricesOf(['a', 'new'])).toEqual({ a: 1 });
    await tables.put(tables.catalogue, { itemId: 'a', price: 9 }, { itemId: 'new', price: 4 });
    now += fresh - 1;
    expect(await pricesOf(['a', 'new'])).toEqual({ a: 1 });
    now += 1;
    expect(await pricesOf(['a', 'new'])).toEqual({ a: 9, new: 4 });
  });

  it('keeps nothing of a read that failed, and little enough of what it read', async () => {
    const many = Array.from({ length: 20_100 }, (_, index) => `item-${index}`);
    for (let first = 0; first < many.length; first += 5_000) await pricesOf(many.slice(first, first + 5_000));
    reads.length = 0;
    await pricesOf([many[0], many[99], many[100], many[20_099]]);
    expect(reads).toEqual([[many[0], many[99]]]);
    await expect(catalogue.read([''])).rejects.toThrow();
    await expect(catalogue.read([''])).rejects.toThrow();
  });
});
