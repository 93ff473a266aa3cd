import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTrainedCloud } from '../../test/helpers/startTrainedCloud.ts';
import type { TestCloud } from '../../test/helpers/startTestCloud.ts';
import type { BenchTarget } from '../local/BenchTarget.ts';
import { slowModel } from '../local/faults.ts';
import { readItemIds } from '../local/operations.ts';
import { judgeContent } from '../peak/judgePeak.ts';
import { planLoad } from '../peak/planLoad.ts';
import { pushDelays } from '../peak/pushDelays.ts';
import { runLoad } from '../peak/runLoad.ts';

/** A short peak: half a minute. Its times are for `npm run bench:peak`. */
const shape = { calmPerSecond: 0.5, factor: 20, calmSeconds: 2, rampSeconds: 4, holdSeconds: 3, peaks: 2 };
const [userCount, listenerCount] = [12, 4];
/** What docs/errors.md says may be sent again. */
const repeatable = ['Throttled', 'InternalFailure', 'ExecutionTimeout'];

describe('a peak with a slow model', () => {
  let test: TestCloud;
  let target: BenchTarget;

  beforeAll(async () => {
    test = await startTrainedCloud();
    const { graphqlUrl, realtimeUrl, apiKey } = test.cloud;
    const users = await Promise.all(
      Array.from({ length: userCount }, async (_, index) => {
        const userId = `u${index + 1}`;
        return { userId, token: await test.cloud.token(userId) };
      }),
    );
    target = { graphqlUrl, realtimeUrl, apiKey, users, facts: {} };
  }, 600_000);
  afterAll(async () => {
    await test?.close();
  });

  it('loses nothing, sends no list to the wrong person, and pushes everything in the end', async () => {
    const seed = Number(process.env.RECSYNC_SEED ?? 1);
    console.log(`seed ${seed} (RECSYNC_SEED=${seed} repeats it)`);
    const planned = planLoad(shape, seed);
    const fault = slowModel((await test.cloud.model.process())!);
    const run = await runLoad(target, {
      ...{ name: 'peak', shape, planned, maxLatencyMs: 1000, listeners: listenerCount, patience: 120 },
      itemIds: await readItemIds(target, 100),
      onPhase: (phase, peak) => fault.strike(phase === 'peak' && peak === 1),
    }).finally(() => fault.strike(false));

    expect(run.observations).toHaveLength(planned.length);
    expect(judgeContent(run).filter(({ kept }) => !kept)).toEqual([]);
    const errors = run.observations.flatMap(({ error }) => error ?? []);
    expect(errors.filter((error) => !repeatable.includes(error))).toEqual([]);
    expect(pushDelays(run).filter(({ pushedAt }) => pushedAt === undefined)).toEqual([]);
  }, 300_000);
});
