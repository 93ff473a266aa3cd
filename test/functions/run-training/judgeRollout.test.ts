import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../emulator/test/helpers/seededRandom.ts';
import type { VersionMeasurements } from '../../../functions/run-training/createMetricsReader.ts';
import { fisherExact } from '../../../functions/run-training/fisherExact.ts';
import { judgeRollout } from '../../../functions/run-training/judgeRollout.ts';

const seen = (more: Partial<VersionMeasurements>): VersionMeasurements => ({
  requests: 0,
  errors: 0,
  latency: 0,
  medianLatency: 0,
  shadowRequests: 0,
  shadowErrors: 0,
  shadowLatency: 0,
  shadowMedianLatency: 0,
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
    // requests, own and the champion's nine of ten, own and the champion's median
    [100, 110, 10, 50, 5, 'PASSED'],
    [100, 111, 10, 50, 5, 'FAILED'],
    [99, 111, 10, 50, 5, 'PASSED'],
    [100, 400, 200, 200, 50, 'PASSED'],
    [100, 401, 200, 200, 50, 'FAILED'],
    // Some answers are slow, as of containers that start, and the others are not.
    [100, 3000, 200, 100, 50, 'PASSED'],
    [100, 3000, 200, 101, 50, 'FAILED'],
  ])('of %i requests within %i, the champion within %i, half within %i and %i ms it says %s', (...row) => {
    const [requests, own, other, ownMedian, otherMedian, decision] = row;
    const look = judgeRollout(
      'CANARY',
      seen({ requests, latency: own, medianLatency: ownMedian }),
      seen({ requests, latency: other, medianLatency: otherMedian }),
      at,
      true,
    );
    expect(look.decision).toBe(decision);
  });

  it('takes back an equally fast model in at most one stage of a hundred on a busy machine, and a slow one nearly always', () => {
    const seed = 20_261_128;
    const random = seededRandom(seed);
    const uniform = (): number => (random.integer(1_000_000) + 0.5) / 1_000_000;
    const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const within = (latencies: number[], share: number): number =>
      [...latencies].sort((one, other) => one - other)[Math.ceil(latencies.length * share) - 1];
    const measured = (latencies: number[]) =>
      seen({
        requests: latencies.length,
        latency: within(latencies, 0.9),
        medianLatency: within(latencies, 0.5),
      });
    /** Twelve looks at about 400 requests; the machine is busy for spells, which make everything ten times slower. */
    const isTakenBack = (times: number, coldShare: number): boolean => {
      const [challenger, champion]: number[][] = [[], []];
      let isBusy = false;
      for (let look = 0; look < 12; look += 1) {
        for (let request = 0; request < 35; request += 1) {
          if (uniform() < (isBusy ? 0.1 : 0.02)) isBusy = !isBusy;
          const latency = (isBusy ? 400 : 40) * Math.exp(0.5 * normal());
          if (uniform() < 0.3) challenger.push(latency * times + (uniform() < coldShare ? 3000 : 0));
          else champion.push(latency);
        }
        const judged = judgeRollout('CANARY', measured(challenger), measured(champion), at, look === 11);
        if (judged.decision === 'FAILED') return true;
      }
      return false;
    };
    const share = (stages: number, times: number, coldShare: number): number =>
      Array.from({ length: stages }, () => isTakenBack(times, coldShare)).filter(Boolean).length / stages;
    const [equal, cold, slow] = [share(1000, 1, 0), share(1000, 1, 0.15), share(200, 4, 0)];
    console.log(`seed ${seed}: equal ${equal}, equal with cold starts ${cold}, four times slower ${slow}`);
    expect(Math.max(equal, cold)).toBeLessThanOrEqual(0.01);
    expect(slow).toBeGreaterThan(0.95);
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
