import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi } from './helpers/startApi.ts';
import type { Api } from './helpers/startApi.ts';

const answer = {
  explored: 9,
  groups: 1,
  logged: { estimate: 0.5, low: 0.25, high: 0.75 },
  ips: null,
  snips: null,
  doublyRobust: null,
  effectiveDecisions: 0,
  greatestWeight: 0,
  shallowShare: 0,
};

describe('evaluatePolicy', () => {
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

  const plain = 'placement: "home", from: "2026-11-01", to: "2026-12-01", policy: { explorationDepth: 32 }';
  const ask = (args: string, headers = admin) =>
    api.query(`{ evaluatePolicy(${args}) { explored logged { low } doublyRobust { low } } }`, {}, headers);

  it('asks the function and answers what it says', async () => {
    expect(await ask(plain)).toMatchObject({
      data: { evaluatePolicy: { explored: 9, logged: { low: 0.25 }, doublyRobust: null } },
    });
    await ask(`${plain}, goal: REVENUE`);
    const request = { kind: 'POLICY', placement: 'home', from: '2026-11-01', to: '2026-12-01', explorationDepth: 32 };
    expect(asked).toEqual([
      { ...request, goal: 'CLICK' },
      { ...request, goal: 'REVENUE' },
    ]);
  });

  it.each([
    [plain.replace('32', '0'), 'policy.explorationDepth: received 0; allowed: 1 to 32.'],
    [plain.replace('32', '33'), 'policy.explorationDepth: received 33; allowed: 1 to 32.'],
    [plain.replace('home', 'no name'), 'placement: received "no name"'],
    [plain.replace('2026-12-01', '2026-12-02'), 'at most 30 days after'],
    [plain.replace('2026-12-01', '2026-10-01'), 'to: received "2026-10-01"'],
    [plain.replace('2026-11-01', '2026-11-01Z'), 'from: received "2026-11-01Z"'],
  ])('refuses %s', async (args, message) => {
    const { errors } = await ask(args);
    expect(errors).toMatchObject([{ errorType: 'InvalidInput', message: expect.stringContaining(message) }]);
    expect(asked).toEqual([]);
  });

  it('tells nobody else, and nothing of what is inside', async () => {
    expect((await ask(plain, await api.as('ada'))).errors).toMatchObject([{ errorType: 'Unauthorized' }]);
    isBroken = true;
    const broken = await ask(plain);
    expect(broken.errors).toMatchObject([{ errorType: 'InternalFailure' }]);
    expect(JSON.stringify(broken)).not.toContain('recsync-feedback');
  });
});
