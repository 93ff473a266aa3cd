import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const health = { checkedAt: '2026-11-28T12:00:00.000Z', alarms: null, tables: [], stream: null, deadLetters: 3 };
const letter = { messageId: 'm-1', kind: 'PUSH', userId: 'ada', placement: 'home' };
const replayed = { replayed: 1, failures: [{ messageId: 'm-2', code: 'X', reason: 'y' }], waiting: 1 };
const units = { service: 'Lambda', unit: 'invocations', units: 5, price: 2e-7, dollars: 1e-6, scope: 'DEPLOYMENT' };
const costs = {
  ...{ from: '2026-11-28T12:00:00.000Z', until: '2026-11-29T12:00:00.000Z' },
  ...{ region: 'us-east-1', pricedOn: '2026-11-28', rows: [units] },
};
const answers: Record<string, unknown> = { HEALTH: health, COSTS: costs, DEAD_LETTERS: [letter], REPLAY: replayed };

describe('the deployment, for administrators', () => {
  let api: Api;
  let admin: Record<string, string>;
  let asked: Record<string, unknown>[];
  let isBroken = false;

  beforeAll(async () => {
    api = await startApi(() => ({}), undefined, {
      operateDeployment: (payload) => {
        if (isBroken) throw new Error('arn:aws:sqs:secret');
        asked.push(payload);
        return answers[String(payload.kind)];
      },
    });
    admin = await api.as('root', { groups: ['admin'] });
  });
  afterAll(() => api?.stop());
  beforeEach(() => {
    asked = [];
    isBroken = false;
  });

  it('is answered in parts', async () => {
    const { data, errors } = await api.query(
      '{ deploymentHealth { checkedAt alarms { name } tables { name } deadLetters } }',
      {},
      admin,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      deploymentHealth: { checkedAt: health.checkedAt, alarms: null, tables: [], deadLetters: 3 },
    });
  });

  it('counts what it costs in the hours that were asked for, or in a day', async () => {
    const selection = '{ from until region pricedOn rows { service unit units price dollars scope } }';
    const { data, errors } = await api.query(`{ countedCosts(hours: 336) ${selection} }`, {}, admin);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ countedCosts: costs });
    await api.query(`{ countedCosts ${selection} }`, {}, admin);
    expect(asked).toEqual([
      { kind: 'COSTS', hours: 336 },
      { kind: 'COSTS', hours: 24 },
    ]);
  });

  it('asks for as many dead letters as were asked for, or as is usual', async () => {
    const { data } = await api.query('{ deadLetters { messageId kind userId itemId } }', {}, admin);
    expect(data).toEqual({ deadLetters: [{ messageId: 'm-1', kind: 'PUSH', userId: 'ada', itemId: null }] });
    await api.query('{ deadLetters(limit: 100) { messageId } }', {}, admin);
    await api.query('mutation { replayDeadLetters(input: { limit: 25 }) { waiting } }', {}, admin);
    const answer = await api.query(
      'mutation { replayDeadLetters { replayed failures { messageId code reason } waiting } }',
      {},
      admin,
    );
    expect(answer.data).toEqual({ replayDeadLetters: replayed });
    expect(asked).toEqual([
      { kind: 'DEAD_LETTERS', limit: 25 },
      { kind: 'DEAD_LETTERS', limit: 100 },
      { kind: 'REPLAY', limit: 25 },
      { kind: 'REPLAY', limit: 10 },
    ]);
  });

  it.each([
    ['{ countedCosts(hours: 0) { from } }', 'hours: received 0; allowed: 1 to 336'],
    ['{ countedCosts(hours: 337) { from } }', 'hours: received 337'],
    ['{ deadLetters(limit: 0) { messageId } }', 'limit: received 0; allowed: 1 to 100'],
    ['{ deadLetters(limit: 101) { messageId } }', 'limit: received 101'],
    ['mutation { replayDeadLetters(input: { limit: 26 }) { waiting } }', 'input.limit: received 26; allowed: 1 to 25'],
  ])('refuses %s', async (request, message) => {
    const { errors } = await api.query(request, {}, admin);
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', message: expect.stringContaining(message) }]);
    expect(asked).toEqual([]);
  });

  it.each([
    '{ deploymentHealth { checkedAt } }',
    '{ countedCosts { from } }',
    '{ deadLetters { messageId } }',
    'mutation { replayDeadLetters { waiting } }',
  ])('tells nobody else, and nothing of what is inside: %s', async (request) => {
    expect((await api.query(request, {}, await api.as('ada'))).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    expect(asked).toEqual([]);
    isBroken = true;
    const { errors } = await api.query(request, {}, admin);
    expect(errors).toMatchObject([{ errorType: 'InternalFailure' }]);
    expect(JSON.stringify(errors)).not.toContain('arn:');
  });
});
