import { packRankedItems } from '../../schema/contract/rankedItems.ts';
import type { RankedItem } from '../../schema/contract/rows.ts';
import { describe, expect, it } from 'vitest';
import { people } from './helpers/bundles.ts';
import { runField } from './helpers/runField.ts';

interface Page {
  items: { kind: string; key: string; expiresAt: string | null; data: Record<string, unknown> }[];
  nextToken: string | null;
}

const ask = (
  items: object[],
  args: Record<string, unknown> = {},
  identity: unknown = people.ada,
  nextToken: string | null = null,
) => {
  const answers = { 'Query.userData': () => ({ result: { items, nextToken } }) };
  const run = runField('Query.userData', { identity, arguments: args }, answers);
  return { ...run, value: run.value as Page };
};

describe('Query.userData', () => {
  it('reads the whole partition of the user as it is now, page by page', () => {
    const { requests, value } = ask([{ pk: 'USER#ada', sk: 'EVT#a' }], { limit: 1 }, people.ada, 'next');
    expect(requests[0].request).toMatchObject({
      query: { expression: '#pk = :pk', expressionValues: { ':pk': { S: 'USER#ada' } } },
      limit: 1,
      consistentRead: true,
    });
    const next = ask([], { limit: 1, nextToken: value.nextToken });
    expect(next.requests[0].request).toMatchObject({ nextToken: 'next' });
    const foreign = ask([], { userId: 'bob', nextToken: value.nextToken }, people.admin);
    expect(foreign.error?.type).toBe('InvalidNextToken');
  });

  it.each([
    ['DISPLAY#x', 'IMPRESSION'],
    ['ERASED', 'ERASURE'],
    ['EVT#x', 'INTERACTION'],
    ['PRESENCE', 'PRESENCE'],
    ['REC#home', 'STORED_LIST'],
    ['SEEN#2026-11-28', 'SEEN_ITEMS'],
    ['SUSPECT', 'ANOMALY_MARK'],
    ['VARIANT#e', 'EXPERIMENT_VARIANT'],
    ['WHATEVER', 'OTHER'],
  ])('calls %s %s, and shows all of it', (sk, kind) => {
    const { value } = ask([{ pk: 'USER#ada', sk, expiresAt: 1_800_000_000, any: { deep: [1] } }]);
    expect(value.items).toEqual([
      { kind, key: sk, expiresAt: '2027-01-15T08:00:00.000Z', data: { any: { deep: [1] } } },
    ]);
  });

  it('shows JSON that is kept as text as what it says', () => {
    const evidence = { itemIds: ['h'], attributes: ['tag:t'] };
    const items: RankedItem[] = [{ itemId: 'i', score: 1, reasons: [{ code: 'OFTEN_NEXT', evidence, share: 1 }] }];
    const row = {
      pk: 'USER#ada',
      sk: 'REC#home',
      items: packRankedItems(items),
      properties: '{"page":2}',
      title: '{"no":1}',
    };
    expect(ask([row]).value.items[0]).toEqual({
      kind: 'STORED_LIST',
      key: 'REC#home',
      expiresAt: null,
      data: { items, properties: { page: 2 }, title: '{"no":1}' },
    });
  });

  it("refuses people another user's, and shows admins and backends anybody's", () => {
    expect(ask([], { userId: 'bob' }).error?.type).toMatch(/^Unauthorized/);
    expect(ask([], {}, people.apiKey).error?.type).toMatch(/^Unauthorized/);
    expect(ask([], { userId: 'bob' }, people.admin).value.items).toEqual([]);
    expect(ask([], {}, people.backend).error?.type).toBe('InvalidInput');
  });
});
