import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { writeExploredPlaces } from '../../../experiments/off-policy/exploredPlaces.ts';
import { studentQuantile } from '../../../experiments/statistics/normalDistribution.ts';
import { InvalidReportError } from '../../../functions/report-feedback/errors.ts';
import { evaluatePolicy } from '../../../functions/report-feedback/evaluatePolicy.ts';
import { MetricsTable } from '../../../functions/report-feedback/MetricsTable.ts';
import { parseReport } from '../../../functions/report-feedback/parseReport.ts';
import { exploredPartitionKey, userGroups, type PolicyRequest } from '../../../schema/contract/metrics.ts';
import { recommendationIdOf } from '../../../schema/contract/recommendationId.ts';
import type { PolicyEvaluation } from '../../../schema/generated/types.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { startStream } from '../on-interaction/helpers/startStream.ts';
import { createExploringShop } from './helpers/createExploringShop.ts';

const asked: PolicyRequest = {
  kind: 'POLICY',
  placement: 'home',
  from: '2026-11-20',
  to: '2026-11-21',
  goal: 'CLICK',
  explorationDepth: 1,
};

describe.skipIf(!hasDynoxide)('a policy, judged by what the stream said of explored places', () => {
  let tables: TestTables;
  const skipped: [string, number][] = [];
  const evaluate = (request: Partial<PolicyRequest> = {}): Promise<PolicyEvaluation> =>
    evaluatePolicy(parseReport({ ...asked, ...request }) as PolicyRequest, {
      table: new MetricsTable(tables.client, { feedback: tables.feedback, catalogue: tables.catalogue }),
      onSkipped: (what, count) => skipped.push([what, count]),
    });

  beforeAll(async () => {
    tables = await startTables();
    const madeAt = Date.parse('2026-11-20T10:00:00.000Z');
    const now = madeAt + 60_000;
    const stream = startStream(tables, () => now);
    const listOf = (user: number, drawn: { itemId: string; rank: number; pool: number }[]): string =>
      recommendationIdOf(`00000000-0000-4000-8000-${String(user).padStart(12, '0')}`, {
        modelVersion: null,
        source: 'MODEL',
        degraded: false,
        madeAt: madeAt / 1000,
        placement: 'home',
        experimentId: null,
        variant: null,
        explored: writeExploredPlaces(drawn),
      });
    const did = (user: number, itemId: string, eventType: string, recommendationId: string, eventValue?: number) =>
      makeStreamRecord({
        userId: `user-${user}`,
        itemId,
        eventType,
        timestamp: new Date(now).toISOString(),
        recommendationId,
        position: 3,
        eventValue,
      });
    // Of two items the first is drawn with 2/3, the second with 1/3.
    const lists = [1, 2, 3, 4].map((user) =>
      listOf(user, [{ itemId: 'drawn', rank: user <= 2 ? 1 : 2, pool: 2 }, ...(user === 4 ? [another] : [])]),
    );
    const records = lists.flatMap((list, index) => [
      did(index + 1, 'drawn', 'IMPRESSION', list),
      did(index + 1, 'kept', 'IMPRESSION', list),
    ]);
    records.push(
      did(1, 'drawn', 'CLICK', lists[0]),
      did(1, 'drawn', 'VIEW', lists[0]),
      did(1, 'drawn', 'PURCHASE', lists[0], 12),
      did(1, 'kept', 'CLICK', lists[0]),
      did(3, 'drawn', 'CLICK', lists[2]),
    );
    await stream.deliver(records);
    await stream.deliver(records);
  });
  afterAll(() => tables?.stop());
  const another = { itemId: 'unseen', rank: 3, pool: 9 };

  it('is as worked out by hand, each thing once', async () => {
    const found = await evaluate();
    // The second of the pool is never drawn by it: weights 3/2, 3/2, 0, 0 and rewards 1, 0, 1, 0.
    expect(found).toMatchObject({ explored: 4, groups: 4, greatestWeight: 1.5, shallowShare: 0 });
    expect(found.logged?.estimate).toBeCloseTo(0.5, 12);
    expect(found.ips?.estimate).toBeCloseTo(1.5 / 4, 12);
    expect(found.snips?.estimate).toBeCloseTo(0.5, 12);
    expect(found.effectiveDecisions).toBeCloseTo(2, 12);
    const mean = 1.5 / 4;
    const variance = ((1.5 - mean) ** 2 + 3 * mean ** 2) / 3;
    expect(found.ips!.high - mean).toBeCloseTo(studentQuantile(0.975, 3) * Math.sqrt(variance / 4), 10);

    const same = await evaluate({ explorationDepth: 2, goal: 'REVENUE' });
    expect(same.ips).toEqual(same.logged);
    expect(same.logged?.estimate).toBeCloseTo(3, 12);
    expect((await evaluate({ explorationDepth: 3 })).shallowShare).toBe(1);
  });

  it('knows users by their group alone', async () => {
    const explored = await tables.partition(tables.feedback, exploredPartitionKey('home'));
    const groups = [1, 2, 3, 4].map((user) => createHash('sha256').update(`user-${user}`).digest()[0] % userGroups);
    expect(new Set(explored.map(({ sk }) => sk))).toEqual(new Set(groups.map((group) => `2026-11-20#${group}`)));
    expect(JSON.stringify(explored)).not.toMatch(/user-|drawn/);
  });

  it('is not judged where nothing was drawn, and a row of another form costs itself', async () => {
    expect(await evaluate({ from: '2026-11-21' })).toMatchObject({ explored: 0, groups: 0, ips: null, logged: null });
    await tables.put(tables.feedback, {
      pk: exploredPartitionKey('odd'),
      sk: '2026-11-20#1',
      impressions_2_1: 'many',
      impressions_2_3: 4,
      impressions_99_1: 4,
      impressions_3_1: 5,
      clicks_3_1: 2,
      other: 1,
    });
    expect(await evaluate({ placement: 'odd' })).toMatchObject({ explored: 5, groups: 1, ips: null });
    expect(skipped).toEqual([['Sums of explored places of another form', 1]]);
  });
});

describe('what report-feedback is asked of a policy', () => {
  it.each([
    { explorationDepth: 0 },
    { explorationDepth: 33 },
    { explorationDepth: 1.5 },
    { goal: 'LOVE' },
    { from: '2026-13-01' },
    { placement: '' },
    { kind: 'OTHER' },
  ])('%j is refused', (wrong) => {
    expect(() => parseReport({ ...asked, ...wrong })).toThrow(InvalidReportError);
  });
});

describe('on the simulated shop', { timeout: 180_000 }, () => {
  const seed = Number(process.env.RECSYNC_SEED ?? 11);
  const runs = Number(process.env.RECSYNC_RUNS ?? 200);

  it.each([1, 4])('intervals cover the truth as often as they claim (depth %i)', async (explorationDepth) => {
    const shop = createExploringShop(seed, explorationDepth);
    const covered = { ips: 0, snips: 0, doublyRobust: 0 };
    const width = { ips: 0, snips: 0, doublyRobust: 0 };
    let logged = 0;
    for (let run = 0; run < runs; run += 1) {
      const found = await evaluatePolicy({ ...asked, explorationDepth }, shop.report(run));
      logged += found.logged!.estimate / runs;
      for (const name of ['ips', 'snips', 'doublyRobust'] as const) {
        const { low, high } = found[name]!;
        covered[name] += Number(low <= shop.truth && shop.truth <= high);
        width[name] += (high - low) / runs;
      }
    }
    console.log(
      `evaluatePolicy: seed ${seed}, depth ${explorationDepth}, truth ${shop.truth.toFixed(4)} clicks, logged ${logged.toFixed(4)}`,
      `95 % intervals that cover it, of ${runs}: ${JSON.stringify(covered)}; mean widths ${JSON.stringify(width)}`,
    );
    const chance = 3 * Math.sqrt((0.95 * 0.05) / runs);
    for (const count of Object.values(covered)) {
      expect(count / runs).toBeGreaterThan(0.95 - chance);
      expect(count / runs).toBeLessThan(0.95 + chance);
    }
    expect(width.doublyRobust).toBeLessThan(width.ips);
    expect(Math.abs(logged - shop.truth)).toBeGreaterThan(width.doublyRobust / 2);
  });
});
