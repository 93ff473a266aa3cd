import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExperimentInputError } from '../../experiments/ExperimentInputError.ts';
import { estimateLog, estimateTable } from '../../experiments/off-policy/estimateLog.ts';
import { estimatePolicy } from '../../experiments/off-policy/estimatePolicy.ts';
import { readDecision, type LoggedDecision } from '../../experiments/off-policy/LoggedDecision.ts';
import { predictRewards } from '../../experiments/off-policy/predictRewards.ts';
import { studentQuantile } from '../../experiments/statistics/normalDistribution.ts';
import { createLoggedShop } from './helpers/loggedShop.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 5);
const runs = Number(process.env.RECSYNC_RUNS ?? 300);
console.log(`offPolicy: seed ${seed}, ${runs} runs`);

/** Two actions; the new policy turns the odds of a quarter to three quarters around. */
const decision = (shown: 'a' | 'b', reward: number, more: Partial<LoggedDecision> = {}): LoggedDecision => ({
  shown,
  reward,
  actions: [
    { action: 'a', propensity: 0.25, targetPropensity: 0.75 },
    { action: 'b', propensity: 0.75, targetPropensity: 0.25 },
  ],
  ...more,
});

describe('the estimates', () => {
  it('are as worked out by hand', () => {
    // Weights 3, 1/3, 1/3, 3 and rewards 1, 0, 1, 0.
    const estimate = estimatePolicy([decision('a', 1), decision('b', 0), decision('b', 1), decision('a', 0)]);
    expect(estimate.logged.estimate).toBe(0.5);
    expect(estimate.ips.estimate).toBeCloseTo((3 + 1 / 3) / 4, 12);
    expect(estimate.snips.estimate).toBeCloseTo((3 + 1 / 3) / (20 / 3), 12);
    expect(estimate.effectiveDecisions).toBeCloseTo((20 / 3) ** 2 / (18 + 2 / 9), 12);
    expect(estimate).toMatchObject({ decisions: 4, users: 4, greatestWeight: 3, unsupportedShare: 0 });
    // Sample variance of 3, 0, 1/3, 0 over 4.
    const mean = 10 / 12;
    const variance = ((3 - mean) ** 2 + 2 * mean ** 2 + (1 / 3 - mean) ** 2) / 3;
    expect(estimate.ips.high - mean).toBeCloseTo(studentQuantile(0.975, 3) * Math.sqrt(variance / 4), 12);
  });

  it('correct predictions by what happened', () => {
    const predicted = (shown: 'a' | 'b', reward: number): LoggedDecision => ({
      ...decision(shown, reward),
      actions: decision(shown, reward).actions.map((action) => ({
        ...action,
        predictedReward: action.action === 'a' ? 0.8 : 0.4,
      })),
    });
    // Expected under the new policy 0.75 × 0.8 + 0.25 × 0.4 = 0.7; corrections 3 × 0.2 and (0 - 0.4) / 3.
    const { doublyRobust } = estimatePolicy([predicted('a', 1), predicted('b', 0)]);
    expect(doublyRobust.estimate).toBeCloseTo((0.7 + 0.6 + 0.7 - 0.4 / 3) / 2, 12);
  });

  it('know no more from a user who comes often than from the user', () => {
    const once = estimatePolicy([decision('a', 1, { userId: 'u' }), decision('b', 0, { userId: 'v' })]);
    const often = estimatePolicy(
      Array.from({ length: 10 }, () => [decision('a', 1, { userId: 'u' }), decision('b', 0, { userId: 'v' })]).flat(),
    );
    expect(often.ips.high).toBeCloseTo(once.ips.high, 12);
  });

  it('are the same of decisions that are counted and of each by itself', () => {
    const counted = (shown: 'a' | 'b', clicks: number, count: number, userId: string): LoggedDecision =>
      decision(shown, clicks / count, { userId, count });
    const each = (shown: 'a' | 'b', clicks: number, count: number, userId: string): LoggedDecision[] =>
      Array.from({ length: count }, (_, index) => decision(shown, Number(index < clicks), { userId }));
    const sums: Parameters<typeof each>[] = [
      ['a', 2, 5, 'u'],
      ['b', 1, 9, 'u'],
      ['a', 0, 3, 'v'],
      ['b', 4, 4, 'w'],
    ];
    const expected = estimatePolicy(sums.flatMap((sum) => each(...sum)));
    const together = estimatePolicy(sums.map((sum) => counted(...sum)));
    expect(together.decisions).toBe(21);
    for (const name of ['logged', 'ips', 'snips', 'doublyRobust'] as const) {
      for (const end of ['estimate', 'low', 'high'] as const) {
        expect(together[name][end]).toBeCloseTo(expected[name][end], 12);
      }
    }
    expect(together.effectiveDecisions).toBeCloseTo(expected.effectiveDecisions, 12);
  });

  it('predict a reward from other users only', () => {
    const decisions = [decision('a', 9, { userId: 'u' }), decision('a', 1, { userId: 'v' })];
    // u's prediction: v's mean 1 with the prior of 10 at the mean of v alone, which is 1 as well.
    expect(predictRewards(decisions)).toEqual([
      [1, 1],
      [9, 9],
    ]);
  });

  it('say how much of the new policy was never tried', () => {
    const narrow: LoggedDecision = {
      shown: 'a',
      reward: 1,
      actions: [
        { action: 'a', propensity: 1, targetPropensity: 0.4 },
        { action: 'b', propensity: 0, targetPropensity: 0.6 },
      ],
    };
    expect(estimatePolicy([narrow, narrow]).unsupportedShare).toBeCloseTo(0.6, 12);
  });

  it('need two users', () => {
    expect(() => estimatePolicy([])).toThrow(ExperimentInputError);
    expect(() => estimatePolicy([decision('a', 1, { userId: 'u' }), decision('b', 1, { userId: 'u' })])).toThrow(
      'has 1',
    );
  });
});

describe('on the simulated shop', { timeout: 180_000 }, () => {
  it.each([
    [false, 'its own means'],
    [true, 'a model that is wrong by a third'],
  ])('intervals cover the truth as often as they claim (predictions in the log: %s, so DR has %s)', (predicts) => {
    const shop = createLoggedShop(seed, predicts);
    const covered = { ips: 0, snips: 0, doublyRobust: 0 };
    const width = { ips: 0, snips: 0, doublyRobust: 0 };
    let logged = 0;
    for (let run = 0; run < runs; run += 1) {
      const estimate = estimatePolicy(shop.log(run));
      logged += estimate.logged.estimate / runs;
      for (const name of ['ips', 'snips', 'doublyRobust'] as const) {
        const { low, high } = estimate[name];
        covered[name] += Number(low <= shop.truth && shop.truth <= high);
        width[name] += (high - low) / runs;
      }
    }
    console.log(
      `  truth ${shop.truth.toFixed(4)} clicks, logged policy ${logged.toFixed(4)}; widths ${JSON.stringify(width)}`,
    );
    console.log(`  95 % intervals that cover it, of ${runs}: ${JSON.stringify(covered)}`);
    const chance = 3 * Math.sqrt((0.95 * 0.05) / runs);
    for (const count of Object.values(covered)) {
      expect(count / runs).toBeGreaterThan(0.95 - chance);
      expect(count / runs).toBeLessThan(0.95 + chance);
    }
    expect(width.doublyRobust).toBeLessThan(predicts ? width.snips : width.ips);
    // Not a policy that could be judged by what was logged: that misses the truth.
    expect(Math.abs(logged - shop.truth)).toBeGreaterThan(width.doublyRobust / 2);
  });
});

describe('a log', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'log-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const write = async (lines: string[]): Promise<string> => {
    const path = join(folder, 'log.jsonl');
    await writeFile(path, lines.join('\n'));
    return path;
  };

  it('is read line by line, and a broken line costs only itself', async () => {
    const path = await write([
      JSON.stringify(decision('a', 1, { userId: 'u' })),
      '{',
      '',
      JSON.stringify({ ...decision('a', 1), shown: 'c' }),
      JSON.stringify(decision('b', 0, { userId: 'v' })),
    ]);
    const estimate = await estimateLog(path);
    expect(estimate).toMatchObject({ decisions: 2, users: 2, rejected: 2 });
    expect(estimate.problems).toEqual(['line 2: the line is not JSON', 'line 4: shown is none of actions']);
    expect(estimate.ips.estimate).toBeCloseTo(1.5, 12);
    const table = estimateTable(estimate);
    expect(table).toContain('2 decisions for 2 users; 2 lines could not be used');
    expect(table).toMatch(/new policy, IPS +1\.50000/);
    expect(table).toContain('Fewer than 100 effective decisions');
  });

  it('without a line that can be used is refused with the reasons', async () => {
    await expect(estimateLog(await write(['[]']))).rejects.toThrow('line 1: the line is not an object');
    await expect(estimateLog(await write([]))).rejects.toThrow('It is empty');
    await expect(estimateLog(join(folder, 'missing.jsonl'))).rejects.toThrow(ExperimentInputError);
  });

  const [a, b] = decision('a', 1).actions;
  it.each([
    [null, 'not an object'],
    [{ ...decision('a', 1), userId: 3 }, 'userId'],
    [{ ...decision('a', 1), reward: 'much' }, 'reward'],
    [{ ...decision('a', 1), actions: [] }, 'actions must list'],
    [{ ...decision('a', 1), actions: [a, { ...b, propensity: 2 }] }, 'propensity of "b"'],
    [{ ...decision('a', 1), actions: [a, { ...b, propensity: 0.5 }] }, 'add up to 1, not 0.75'],
    [{ ...decision('a', 1), actions: [a, { ...b, targetPropensity: undefined }] }, 'targetPropensity of "b"'],
    [{ ...decision('a', 1), actions: [a, a] }, 'twice'],
    [{ ...decision('a', 1), actions: [a, { ...b, predictedReward: 1 }] }, 'some actions only'],
    [
      {
        ...decision('a', 1),
        actions: [
          { ...a, propensity: 0 },
          { ...b, propensity: 1 },
        ],
      },
      'what was shown has the propensity 0',
    ],
  ])('line %j is refused', (line, reason) => {
    expect(readDecision(line)).toContain(reason);
  });
});
