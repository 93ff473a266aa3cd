import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeEndpointCommand,
  DescribeProcessingJobCommand,
  DescribeTrainingJobCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Operator } from '../../cli/loop/Operator.ts';
import { Visitors, type Visitor } from '../../cli/loop/Visitors.ts';
import { Random } from '../../data/demo/Random.ts';
import { hasDynoxide } from '../../emulator/test/helpers/startEngine.ts';
import { trainingStages } from '../../schema/contract/models.ts';
import type { TrainingStage } from '../../schema/contract/models.ts';
import type { RequestTrainingInput } from '../../schema/generated/types.ts';
import { writeShop, type TestShop } from '../helpers/writeShop.ts';
import { ShopCloud } from './ShopCloud.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 20261128);
/** In which stages to kill, such as `TRAIN,CANARY`; left out, as many as the runs say. */
const named = process.env.RECSYNC_STAGES?.split(',') as TrainingStage[] | undefined;
/** One kill for each hundred runs: two of the stages, or with 1,200 and more each of them. */
const kills = Math.min(trainingStages.length, Math.ceil(Number(process.env.RECSYNC_RUNS ?? 200) / 100));
const timeout = 300_000;
const recovery = { timeout: 60_000, interval: 200 };

describe.skipIf(!hasDynoxide)(`a training whose cloud is killed (RECSYNC_SEED=${seed} repeats it)`, () => {
  const random = new Random(seed);
  // The longest states first: they are what a kill meets.
  const always: TrainingStage[] = ['TRAIN', 'CANARY'];
  const others = trainingStages.filter((stage) => !always.includes(stage));
  const stages = named ?? [...always, ...random.sample(others, others.length)].slice(0, kills);
  let stateFolder: string;
  let cloud: ShopCloud;
  let operator: Operator;
  let visitors: Visitors;
  let shop: TestShop;

  /** Looks only, so that nobody's list waits for the next. */
  const onlooker = (userId: string): Visitor => ({ userId, react: () => [] });

  beforeAll(async () => {
    stateFolder = await mkdtemp(join(tmpdir(), 'recsync-test-'));
    shop = writeShop(join(stateFolder, 'shop'), Date.now() - 60_000, seed);
    cloud = new ShopCloud(join(stateFolder, 'state'));
    await cloud.start();
    await cloud.ask({ ask: 'import', folder: shop.folder });
    operator = new Operator(cloud);
    visitors = new Visitors(cloud);
    const first = await operator.requestTraining({ budgetSeconds: 2 });
    expect(await operator.ends(first)).toMatchObject({ status: 'PROMOTED' });
  }, timeout);
  afterAll(async () => {
    await cloud?.kill();
    await rm(stateFolder, { recursive: true, force: true });
  });

  const inputFor = (stage: TrainingStage): RequestTrainingInput => ({
    budgetSeconds: 2,
    force: true,
    shadowShare: 0.5,
    shadowSeconds: stage === 'SHADOW' ? 8 : 0,
    canaryShare: 0.5,
    canarySeconds: stage === 'CANARY' ? 8 : 0,
  });
  const sageMaker = async (): Promise<SageMakerClient> => {
    const credentials = await cloud.ask<{ accessKeyId: string; secretAccessKey: string; sessionToken: string }>({
      ask: 'credentials',
      roleOf: 'WorkflowStateMachineRole',
    });
    return new SageMakerClient({ endpoint: cloud.gatewayUrl, region: cloud.region, credentials });
  };
  /** How a job or an endpoint of the run is; undefined where it was never made, or is gone. */
  const statesOf = async (runId: string) => {
    const client = await sageMaker();
    const name = `recsync-${runId}`;
    const orGone = async <Found>(find: () => Promise<Found>): Promise<Found | undefined> => {
      try {
        return await find();
      } catch (error) {
        if (/not find|not found/i.test((error as Error).message)) return undefined;
        throw error;
      }
    };
    const processing = (ProcessingJobName: string) =>
      orGone(
        async () => (await client.send(new DescribeProcessingJobCommand({ ProcessingJobName }))).ProcessingJobStatus,
      );
    return {
      prepare: await processing(`${name}-prepare`),
      train: await orGone(
        async () => (await client.send(new DescribeTrainingJobCommand({ TrainingJobName: name }))).TrainingJobStatus,
      ),
      judge: await processing(`${name}-judge`),
      endpoint: await orGone(
        async () => (await client.send(new DescribeEndpointCommand({ EndpointName: name }))).EndpointStatus,
      ),
    };
  };

  it.each(stages)('goes on from %s, the live model serving throughout', { timeout }, async (stage) => {
    const before = (await operator.live())!.champion.modelVersion;
    const runId = await operator.requestTraining(inputFor(stage));
    await operator.reaches(runId, stage);
    await cloud.kill();
    await cloud.start();

    // The model that was live answers as soon as its server is up again, and at no time does none.
    const userId = shop.userIds[0];
    const isDegraded = async (): Promise<boolean> => {
      // What was stored is good until something new is known of its user.
      await visitors.act(userId, [{ itemId: random.pick(shop.likedBy(userId)), eventType: 'LIKE' }]);
      return (await visitors.look(userId)).degraded;
    };
    await expect.poll(isDegraded, recovery).toBe(false);
    const browsing = new AbortController();
    const degraded = visitors.tally.degraded;
    const people = visitors.browse(shop.userIds.map(onlooker), browsing.signal);
    const run = await operator.ends(runId).finally(() => browsing.abort());
    await people;
    expect(visitors.tally.degraded).toBe(degraded);

    console.log(`${stage}: ${run.status} ${run.reason ?? ''}`);
    expect(['PROMOTED', 'REJECTED']).toContain(run.status);
    const { champion, challenger } = (await operator.live())!;
    expect(challenger).toBeNull();
    expect(champion.modelVersion).toBe(run.status === 'PROMOTED' ? runId : before);
    await expect.poll(() => cloud.ask({ ask: 'lock' }), recovery).toBeNull();
    const { endpoint, ...jobs } = await statesOf(runId);
    expect(jobs).toEqual({ prepare: 'Completed', train: 'Completed', judge: 'Completed' });
    expect(endpoint).toBe(run.status === 'PROMOTED' ? 'InService' : undefined);
  });
});
