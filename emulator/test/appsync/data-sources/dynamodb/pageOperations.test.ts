import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../helpers/startEngine.ts';
import { key, N, S, startThings, type Things } from '../../helpers/startThings.ts';

describe.skipIf(!hasDynoxide)('Query and Scan (dynoxide; skipped where it has no package)', () => {
  let things: Things;
  const run: Things['run'] = (request) => things.run(request);
  const put: Things['put'] = (...row) => things.put(...row);
  beforeAll(async () => {
    things = await startThings();
  });
  afterAll(() => things?.stop());

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
