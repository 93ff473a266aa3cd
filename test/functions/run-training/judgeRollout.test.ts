import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../emulator/test/helpers/seededRandom.ts';
import type { VersionMeasurements } from '../../../functions/run-training/createMetricsReader.ts';
import { fisherExact } from '../../../functions/run-training/fisherExact.ts';
import { judgeRollout } from '../../../functions/run-training/judgeRollout.ts';

const seen = (more: Partial<VersionMeasurements>): VersionMeasurements => ({
  requests: 0,
  errors: 0,
  latency: 0,
  shadowRequests: 0,
  shadowErrors: 0,
  shadowLatency: 0,
  shadowOverlap: undefined,
  impressions: 0,
  clicks: 0,
  ...more,
});
const at = '2026-11-28T12:00:00.000Z';

describe("Fisher's exact test", () => {
  it('has the known answer of the lady tasting tea', () => {
    // R. A. Fisher, The Design of Experiments (1935): all four, and at least three of four cups.
    expect(fisherExact(4, 4, 0, 4)).toBeCloseTo(1 / 70, 12);
    expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(17 / 70, 12);
    expect(fisherExact(0, 4, 4, 4)).toBeCloseTo(1, 12);
  });

  it('agrees with the sum over all tables, small and large', () => {
    const choose = (n: number, k: number): number => {
      let log = 0;
      for (let index = 1; index <= k; index += 1) log += Math.log((n - k + index) / index);
      return Math.exp(log);
    };
    for (const [a, n, b, m] of [
      [2, 9, 1, 30],
      [0, 5, 0, 5],
      [7, 7, 3, 9],
      [12, 300, 9, 400],
    ]) {
      let sum = 0;
      for (let x = a; x <= Math.min(n, a + b); x += 1)
        sum += (choose(n, x) * choose(m, a + b - x)) / choose(n + m, a + b);
      expect(fisherExact(a, n, b, m)).toBeCloseTo(Math.min(1, sum), 8);
    }
  });
});

describe('a look at a version on trial', () => {
  it('says nothing by few requests, and lets them pass at the end', () => {
    const challenger = seen({ requests: 29, errors: 29, latency: 5000 });
    const champion = seen({ requests: 1000, latency: 10 });
    expect(judgeRollout('CANARY', challenger, champion, at, false)).toMatchObject({ decision: 'GO_ON' });
    expect(judgeRollout('CANARY', challenger, champion, at, true)).toMatchObject({
      decision: 'PASSED',
      reason: expect.stringMatching(/^TOO_FEW_REQUESTS: 29 /),
    });
  });

  it('takes its shadow for what it is in the stage SHADOW', () => {
    const challenger = seen({ shadowRequests: 100, shadowErrors: 50, requests: 100 });
    const champion = seen({ requests: 1000 });
    expect(judgeRollout('SHADOW', challenger, champion, at, true)).toMatchObject({
      decision: 'FAILED',
      errorRate: 0.5,
    });
    expect(judgeRollout('CANARY', challenger, champion, at, true)).toMatchObject({ decision: 'PASSED', errorRate: 0 });
  });

  it.each([
    [99, 10, 'PASSED'],
    [101, 10, 'FAILED'],
    [399, 200, 'PASSED'],
    [401, 200, 'FAILED'],
  ])('of latencies of %i and %i ms it says %s', (own, other, decision) => {
    const look = judgeRollout(
      'CANARY',
      seen({ requests: 50, latency: own }),
      seen({ requests: 50, latency: other }),
      at,
      true,
    );
    expect(look.decision).toBe(decision);
  });

  it('takes back an equal model in at most three stages of a hundred, and a worse one nearly always', () => {
    const seed = 20_261_128;
    console.log(`seed ${seed}`);
    const random = seededRandom(seed);
    const happens = (count: number, rate: number): number => {
      let sum = 0;
      for (let index = 0; index < count; index += 1) if (random.integer(1_000_000) < rate * 1_000_000) sum += 1;
      return sum;
    };
    const isTakenBack = (errorRate: number, clickRate: number): boolean => {
      const [challenger, champion] = [seen({ latency: 20 }), seen({ latency: 20 })];
      for (let look = 0; look < 12; look += 1) {
        for (const [one, count, errors, clicks] of [
          [challenger, 40, errorRate, clickRate],
          [champion, 360, 0.02, 0.2],
        ] as const) {
          one.requests += count;
          one.errors += happens(count, errors);
          one.impressions += count;
          one.clicks += happens(count, clicks);
        }
        if (judgeRollout('CANARY', challenger, champion, at, look === 11).decision === 'FAILED') return true;
      }
      return false;
    };
    const share = (stages: number, errorRate: number, clickRate: number): number =>
      Array.from({ length: stages }, () => isTakenBack(errorRate, clickRate)).filter(Boolean).length / stages;
    expect(share(1000, 0.02, 0.2)).toBeLessThanOrEqual(0.03);
    expect(share(100, 0.1, 0.2)).toBeGreaterThan(0.95);
    expect(share(100, 0.02, 0.1)).toBeGreaterThan(0.95);
  });
});
