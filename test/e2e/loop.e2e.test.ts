import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Operator } from '../../cli/loop/Operator.ts';
import { plantFault, type Strike } from '../../cli/loop/plantFault.ts';
import { Saboteur } from '../../cli/loop/Saboteur.ts';
import { Visitors, type Visitor } from '../../cli/loop/Visitors.ts';
import { Random } from '../../data/demo/Random.ts';
import { importData } from '../../data/index.ts';
import type { RequestTrainingInput, TrainingRun } from '../../schema/generated/types.ts';
import { startTestCloud, type TestCloud } from '../helpers/startTestCloud.ts';
import { writeShop, type TestShop } from '../helpers/writeShop.ts';

const timeout = 240_000;
const seed = Number(process.env.RECSYNC_SEED ?? 1);
const training: RequestTrainingInput = { budgetSeconds: 2, force: true };
/** Longer than readers keep the row of live versions. */
const rollout = { shadowShare: 0.5, shadowSeconds: 10, canaryShare: 0.5, canarySeconds: 10 };
const atOnce = { shadowSeconds: 0, canarySeconds: 0 };

describe('the life of a model', () => {
  const random = new Random(seed);
  let test: TestCloud;
  let shop: TestShop;
  let operator: Operator;
  let visitors: Visitors;
  let saboteur: Saboteur;
  let [first, second] = ['', ''];

  /**
   * Chooses by taste alone, as people do who search: whoever takes the first of the list makes what the next model is
   * judged by agree with the one that made the list.
   */
  const asVisitor = (userId: string): Visitor => ({
    userId,
    react: () => [{ itemId: random.pick(shop.likedBy(userId)), eventType: random.chance(1 / 3) ? 'PURCHASE' : 'LIKE' }],
  });
  const stagesOf = ({ stages }: TrainingRun) => stages.map(({ stage }) => stage);

  beforeAll(async () => {
    console.log(`seed ${seed} (RECSYNC_SEED=${seed} repeats it)`);
    test = await startTestCloud();
    const { cloud, stateFolder } = test;
    shop = writeShop(join(stateFolder, 'shop'), Date.now() - 60_000, seed);
    const { client, tables } = { client: cloud.dynamodb, tables: cloud.tables };
    await importData({ client, tables, stateFolder, folder: shop.folder, now: Date.now, progress: () => undefined });
    await cloud.streamsRead();
    operator = new Operator(cloud);
    visitors = new Visitors(cloud);
    saboteur = new Saboteur(cloud);
  }, timeout);
  afterAll(() => test?.close());

  it('begins with a first model, which makes the lists', { timeout }, async () => {
    first = await operator.requestTraining({ budgetSeconds: 2 });
    const run = await operator.ends(first);
    expect(run).toMatchObject({ status: 'PROMOTED', trigger: 'REQUEST', requestedBy: 'operator', modelVersion: first });
    expect(await operator.live()).toMatchObject({ champion: { modelVersion: first }, challenger: null });
    await visitors.act(shop.userIds[0], [{ itemId: shop.likedBy(shop.userIds[0])[0], eventType: 'LIKE' }]);
    await expect
      .poll(() => visitors.look(shop.userIds[0]), { timeout: 20_000 })
      .toMatchObject({ degraded: false, modelVersion: first });
  });

  it('takes the next one through shadow and canary while people browse', { timeout }, async () => {
    const browsing = new AbortController();
    const people = visitors.browse(shop.userIds.map(asVisitor), browsing.signal);
    second = await operator.requestTraining({ ...training, ...rollout });
    const run = await operator.ends(second).finally(() => browsing.abort());
    await people;

    expect(run.reason).toBeNull();
    expect(run).toMatchObject({ status: 'PROMOTED', modelVersion: second, verdict: { champion: first } });
    expect(stagesOf(run)).toEqual(expect.arrayContaining(['JUDGE', 'SHADOW', 'CANARY', 'PROMOTE', 'CLEAN_UP']));
    for (const stage of ['SHADOW', 'CANARY']) {
      const seen = run.observations.filter((observation) => observation.stage === stage);
      expect(seen.at(-1)).toMatchObject({ decision: 'PASSED', errorRate: 0 });
      expect(seen.at(-1)!.requests).toBeGreaterThan(0);
    }
    expect(visitors.tally.byVersion.get(first)).toBeGreaterThan(0);
    // People of the canary saw it before it was live.
    expect(visitors.tally.byVersion.get(second)).toBeGreaterThan(0);
    expect(visitors.tally.degraded).toBe(0);
    expect(await operator.version(first)).toMatchObject({ status: 'RETIRED' });
    expect(await operator.version(second)).toMatchObject({ status: 'LIVE', lineage: { runId: second } });
    expect(await operator.live()).toMatchObject({ champion: { modelVersion: second }, challenger: null });
  });

  it('goes back to the version before by one call', { timeout }, async () => {
    const live = await operator.setLive(first);
    expect(live).toMatchObject({ champion: { modelVersion: first }, updatedBy: 'operator' });
    const userId = shop.userIds[1];
    const visitor = asVisitor(userId);
    const nextList = async () => {
      await visitors.visit(visitor);
      return visitors.look(userId);
    };
    await expect.poll(nextList, { timeout: 20_000, interval: 500 }).toMatchObject({ modelVersion: first });
    expect(await operator.version(second)).toMatchObject({ status: 'RETIRED' });
  });

  const spoiled = async (strike: Strike): Promise<TrainingRun> => {
    const { run, before } = await plantFault(operator, { ...training, ...atOnce }, strike);
    expect(await operator.live()).toMatchObject({ champion: { modelVersion: before }, challenger: null });
    const userId = shop.userIds[2];
    await visitors.act(userId, [{ itemId: shop.likedBy(userId)[0], eventType: 'LIKE' }]);
    await expect
      .poll(() => visitors.look(userId), { timeout: 20_000 })
      .toMatchObject({ degraded: false, modelVersion: before });
    return run;
  };

  it('keeps the live model when a training job is stopped', { timeout }, async () => {
    const run = await spoiled(saboteur.stopTraining.bind(saboteur));
    expect(run).toMatchObject({ status: 'FAILED', modelVersion: null });
    expect(run.reason).toMatch(/^TRAINING_JOB_STOPPED: /);
  });

  it('keeps the live model when the new one is worse', { timeout }, async () => {
    const run = await spoiled(saboteur.confuseItems.bind(saboteur));
    expect(run.reason).toMatch(/^WORSE: /);
    expect(run).toMatchObject({ status: 'REJECTED', modelVersion: null, verdict: { isAccepted: false } });
  });

  it('keeps the live model when the endpoint of the new one does not become healthy', { timeout }, async () => {
    const run = await spoiled(saboteur.truncateArtifact.bind(saboteur));
    expect(run.reason).toMatch(/^ENDPOINT_FAILED: /);
    expect(run).toMatchObject({ status: 'FAILED' });
    expect(await operator.version(run.runId)).toMatchObject({ status: 'REJECTED', endpointName: null });
  });

  it('keeps the live model when most of the catalogue is lost', { timeout }, async () => {
    for (const itemId of shop.itemIds.slice(shop.itemIds.length * 0.2)) await operator.deleteItem(itemId);
    const run = await spoiled(() => Promise.resolve(true));
    expect(run.reason).toMatch(/CATALOGUE_SHRANK: /);
    expect(run).toMatchObject({ status: 'REFUSED', modelVersion: null });
  });
});
