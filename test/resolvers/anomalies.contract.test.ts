import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anomaliesPartitionKey, anomalyIdOf, type AnomalyRow } from '../../schema/contract/anomalies.ts';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const mark = (markedAt: string, kind: AnomalyRow['kind'], subject: string): AnomalyRow => ({
  pk: anomaliesPartitionKey,
  sk: anomalyIdOf(markedAt, kind, subject),
  kind,
  subject,
  score: 9.5,
  threshold: 8,
  events: 7,
  markedAt,
  until: '2026-12-01T00:00:00.000Z',
  expiresAt: 4_000_000_000,
});
const longest = 'ü'.repeat(128);
const rows = [
  mark('2026-11-20T10:00:00.000Z', 'USER_RATE', 'bot'),
  mark('2026-11-21T10:00:00.000Z', 'REGULARITY', longest),
  mark('2026-11-22T10:00:00.000Z', 'NEW_USERS', 'item#1'),
];

describe('anomalies', () => {
  let api: Api;
  let tables: DynamoDBDocumentClient;
  let admin: Record<string, string>;
  let asked: unknown[];
  let isBroken = false;

  beforeAll(async () => {
    api = await startApi(() => ({}), undefined, {
      onInteraction: (payload) => {
        if (isBroken) throw new Error('recsync-feedback');
        asked.push(payload);
        return { counted: 3, remaining: false };
      },
    });
    tables = DynamoDBDocumentClient.from(api.client);
    admin = await api.as('root', { groups: ['admin'] });
  });
  afterAll(() => api?.stop());
  beforeEach(async () => {
    asked = [];
    isBroken = false;
    await Promise.all(rows.map((Item) => tables.send(new PutCommand({ TableName: 'feedback', Item }))));
  });

  const list = async (args = '') => {
    const { data, errors } = await api.query(
      `{ anomalies${args} { items { anomalyId userId itemId kind score threshold events markedAt until clearedAt clearedBy } nextToken } }`,
      {},
      admin,
    );
    return {
      ...(data as { anomalies?: { items: Record<string, unknown>[]; nextToken: string | null } })?.anomalies,
      errors,
    };
  };
  const clear = (anomalyId: string, headers = admin) =>
    api.query(
      'mutation ($id: ID!) { clearAnomaly(input: { anomalyId: $id }) { counted remaining anomaly { anomalyId clearedAt clearedBy } } }',
      { id: anomalyId },
      headers,
    );

  it('are listed, newest first, in pages, from an instant on', async () => {
    const { items, nextToken } = await list();
    expect(items!.map(({ userId, itemId }) => [userId, itemId])).toEqual([
      [null, 'item#1'],
      [longest, null],
      ['bot', null],
    ]);
    expect(items![2]).toEqual({
      anomalyId: rows[0].sk,
      userId: 'bot',
      itemId: null,
      kind: 'USER_RATE',
      score: 9.5,
      threshold: 8,
      events: 7,
      markedAt: '2026-11-20T10:00:00.000Z',
      until: '2026-12-01T00:00:00.000Z',
      clearedAt: null,
      clearedBy: null,
    });
    expect(nextToken).toBeNull();
    const first = await list('(limit: 2)');
    expect(first.items).toHaveLength(2);
    const second = await list(`(limit: 2, nextToken: ${JSON.stringify(first.nextToken)})`);
    expect(second.items!.map(({ userId }) => userId)).toEqual(['bot']);
    expect((await list('(from: "2026-11-21T11:00:00+01:00")')).items).toHaveLength(2);
  });

  it.each([
    ['(limit: 0)', 'InvalidInput'],
    ['(from: "1950-01-01T00:00:00Z")', 'InvalidInput'],
    ['(nextToken: "nonsense")', 'InvalidNextToken'],
  ])('refuse %s', async (args, errorType) => {
    expect((await list(args)).errors).toMatchObject([{ errorType }]);
  });

  it('are cleared by administrators, who are named, and what was held back is counted', async () => {
    for (const { sk } of rows) {
      const { data } = await clear(sk);
      const { clearAnomaly } = data as unknown as {
        clearAnomaly: { anomaly: Record<string, string>; counted: number };
      };
      expect(clearAnomaly).toMatchObject({
        counted: 3,
        remaining: false,
        anomaly: { anomalyId: sk, clearedBy: 'root' },
      });
    }
    expect(asked).toEqual(rows.map(({ sk }) => ({ kind: 'COUNT_HELD', anomalyId: sk })));
    const other = await api.as('second', { groups: ['admin'] });
    // The first to clear it stays named.
    expect((await clear(rows[0].sk, other)).data).toMatchObject({ clearAnomaly: { anomaly: { clearedBy: 'root' } } });
    const { Item } = await tables.send(
      new GetCommand({ TableName: 'feedback', Key: { pk: anomaliesPartitionKey, sk: rows[0].sk } }),
    );
    expect(Item).toMatchObject({ subject: 'bot', clearedBy: 'root', clearedAt: expect.stringMatching(/Z$/) });
  });

  it('are not cleared when there are none, by others, or without a word of what is inside', async () => {
    expect((await clear('nothing')).errors).toMatchObject([{ errorType: 'AnomalyNotFound' }]);
    expect((await clear('')).errors).toMatchObject([{ errorType: 'InvalidInput' }]);
    expect((await clear('x'.repeat(321))).errors).toMatchObject([{ errorType: 'InvalidInput' }]);
    expect((await clear(rows[0].sk, await api.as('ada'))).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    expect(asked).toEqual([]);
    isBroken = true;
    const broken = await clear(rows[1].sk);
    expect(broken.errors).toMatchObject([{ errorType: 'InternalFailure' }]);
    expect(JSON.stringify(broken)).not.toContain('recsync-feedback');
  });
});
