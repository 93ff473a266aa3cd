import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const numbers = { impressions: 4, clicks: 1, carts: 0, conversions: 0, revenue: 0 };
const answer = { total: numbers, groups: [{ ...numbers, day: '2026-11-02' }], catalogueItems: 9 };

describe('recommendationMetrics', () => {
  let api: Api;
  let admin: Record<string, string>;
  let asked: unknown[];
  let isBroken = false;

  beforeAll(async () => {
    api = await startApi(() => ({}), undefined, {
      reportFeedback: (payload) => {
        if (isBroken) throw new Error('table recsync-feedback');
        asked.push(payload);
        return answer;
      },
    });
    admin = await api.as('root', { groups: ['admin'] });
  });
  afterAll(() => api?.stop());
  beforeEach(() => {
    asked = [];
    isBroken = false;
  });

  const ask = (args: string, headers = admin) =>
    api.query(`{ recommendationMetrics(${args}) { total { clicks } groups { day } catalogueItems } }`, {}, headers);

  it('asks the function and answers what it says', async () => {
    expect(await ask('from: "2026-11-01", to: "2026-11-01"')).toMatchObject({
      data: {
        recommendationMetrics: { total: { clicks: 1 }, groups: [{ day: '2026-11-02' }], catalogueItems: 9 },
      },
    });
    await ask('from: "2026-08-01", to: "2026-11-01", placement: "basket", groupBy: VARIANT');
    expect(asked).toEqual([
      { kind: 'METRICS', from: '2026-11-01', to: '2026-11-01', placement: null, groupBy: null },
      { kind: 'METRICS', from: '2026-08-01', to: '2026-11-01', placement: 'basket', groupBy: 'VARIANT' },
    ]);
  });

  it.each([
    ['from: "2026-11-01Z", to: "2026-11-02"', 'from: received "2026-11-01Z"'],
    ['from: "2026-11-01", to: "2026-11-02+01:00"', 'to: received "2026-11-02+01:00"'],
    ['from: "2026-11-02", to: "2026-11-01"', 'to: received "2026-11-01"'],
    ['from: "2026-07-31", to: "2026-11-01"', 'at most 92 days after'],
    ['from: "2026-11-01", to: "2026-11-02", placement: "no name"', 'placement: received "no name"'],
  ])('refuses %s', async (args, message) => {
    const { errors } = await ask(args);
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', message: expect.stringContaining(message) }]);
    expect(asked).toEqual([]);
  });

  it('tells nobody else, and nothing of what is inside', async () => {
    const { errors } = await ask('from: "2026-11-01", to: "2026-11-01"', await api.as('ada'));
    expect(errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    isBroken = true;
    const broken = await ask('from: "2026-11-01", to: "2026-11-01"');
    expect(broken.errors).toMatchObject([{ errorType: 'InternalFailure' }]);
    expect(JSON.stringify(broken)).not.toContain('recsync-feedback');
  });
});
