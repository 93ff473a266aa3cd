import { describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import type { InvocationRequest, InvocationResponse } from '../../../model/contract/index.ts';
import type { SparkJob, TrainingJob } from '../../../schema/contract/trainingSteps.ts';
import { report, settings, sparkFrom, startTraining } from './startTraining.ts';
import type { Training } from './startTraining.ts';

const [first, second, third] = ['20261101-030000-00aa', '20261102-030000-00ab', '20261103-030000-00ac'];

const channel = (ChannelName: string, S3Uri: string) => ({
  ChannelName,
  DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3DataDistributionType: 'FullyReplicated', S3Uri } },
});

describe.skipIf(!hasDynoxide)('what a training decides by', () => {
  const check = async (training: Training, runId: string, more = {}, force = false) => {
    await training.begin(runId);
    await training.writeReport(runId, report(more));
    return training.step({ step: 'checkData', runId, settings: { ...settings, force } });
  };

  it('how much there is: from a size on Spark fits what grows, and the container trains on its parts', async () => {
    const training = await startTraining();
    expect(await check(training, first, { interactions: sparkFrom - 1 })).not.toHaveProperty('spark');
    await training.step({ step: 'end', runId: first, outcome: { status: 'SKIPPED', reason: 'X: y' } });
    const { train, spark } = (await check(training, second, { interactions: sparkFrom })) as {
      train: TrainingJob;
      spark: SparkJob;
    };
    const run = `s3://archive/runs/${second}`;
    expect(spark).toEqual({
      name: `shop-${second}-prefit`,
      arguments: [
        ...['--input', `${run}/training`, '--output', `${run}/parts`, '--erased', 's3://archive/erased', '--seed', '1'],
      ],
      maxRuntimeInMinutes: 360,
      train: {
        ...train,
        channels: [
          channel('interactions', `${run}/parts/interactions/`),
          channel('prefitted', `${run}/parts/prefitted/`),
          channel('items', `${run}/training/items/`),
        ],
      },
    });
    const cause = { JobRunId: '00a', Name: 'job', State: 'FAILED', StateDetails: 'No capacity.' };
    const failure = { Error: 'States.TaskFailed', Cause: JSON.stringify(cause) };
    expect(await training.step({ step: 'sparkFailed', runId: second, failure })).toEqual({ decision: 'GO_ON' });
    expect(training.troubles).toContain('Spark fitted nothing, so the container trains on everything');
    await training.step({ step: 'end', runId: second, outcome: { status: 'SKIPPED', reason: 'X: y' } });

    // More than the largest container takes.
    await check(training, third, { interactions: 90_000_001 });
    expect(await training.step({ step: 'sparkFailed', runId: third, failure })).toEqual({
      decision: 'STOP',
      outcome: { status: 'FAILED', reason: 'SPARK_JOB_FAILED: The Spark job job failed: No capacity.' },
    });
  });

  it('its data: refused, too little, the same, hardly new', async () => {
    const training = await startTraining();
    const stop = (status: string, reason: RegExp) => ({
      decision: 'STOP',
      outcome: { status, reason: expect.stringMatching(reason) },
    });
    const refused = await check(training, first, { refusals: ['A: b.', 'C: d.'] }, true);
    expect(refused).toEqual(stop('REFUSED', /^A: b\. C: d\.$/));
    expect(await check(training, first, { tooLittle: 'TOO_LITTLE_DATA: 3.' }, true)).toEqual(stop('SKIPPED', /^TOO_/));
    const went = await check(training, first);
    expect(went).toEqual({
      decision: 'GO_ON',
      train: {
        name: `shop-${first}`,
        hyperparameters: { budget_seconds: '120', seed: '1', model_version: first },
        channels: [
          channel('interactions', `s3://archive/runs/${first}/training/interactions/`),
          channel('items', `s3://archive/runs/${first}/training/items/`),
        ],
        outputUri: 's3://artifacts/artifacts/',
        checkpointUri: `s3://artifacts/checkpoints/${first}/`,
        cluster: { InstanceType: 'ml.c5.xlarge', InstanceCount: 1, VolumeSizeInGB: 30 },
        maxRuntimeInSeconds: 4080,
        maxWaitTimeInSeconds: 7680,
      },
      judge: expect.objectContaining({ name: `shop-${first}-judge` }),
    });
    expect(await training.rows.run(first)).toMatchObject({ collectedUntil: expect.any(String) });
    await training.writeVerdict(first, {});
    await training.step({ step: 'weigh', runId: first });
    await training.step({ step: 'end', runId: first, outcome: { status: 'REJECTED', reason: 'X: y' } });

    expect(await check(training, second)).toEqual(stop('SKIPPED', /^NOTHING_NEW: /));
    expect(await check(training, second, { fingerprint: 'f2', interactions: 10_099 })).toEqual(
      stop('SKIPPED', /^TOO_LITTLE_NEW: 99 interactions more .* it takes 100, or drift\.$/),
    );
    expect(await check(training, second, { fingerprint: 'f2', interactions: 10_100 })).toMatchObject({
      decision: 'GO_ON',
    });
    const drift = { measures: [], drifted: true, windows: 9 };
    expect(await check(training, second, { fingerprint: 'f2', drift })).toMatchObject({ decision: 'GO_ON' });
    expect(await check(training, second, {}, true)).toMatchObject({ decision: 'GO_ON' });

    // Lists that drift are worth a training on little that is new, and none on nothing.
    await training.step({ step: 'end', runId: second, outcome: { status: 'SKIPPED', reason: 'X: y' } });
    await training.begin(third, { input: { trigger: 'DRIFT' } });
    const checkAgain = async (more: object) => {
      await training.writeReport(third, report(more));
      return training.step({ step: 'checkData', runId: third, settings });
    };
    expect(await checkAgain({})).toEqual(stop('SKIPPED', /^NOTHING_NEW: /));
    expect(await checkAgain({ fingerprint: 'f3', interactions: 10_001 })).toMatchObject({ decision: 'GO_ON' });
  });

  it('its verdict, and that of nothing but a whole one', async () => {
    const training = await startTraining();
    await check(training, first);
    const weigh = () => training.step({ step: 'weigh', runId: first });
    await expect(weigh()).rejects.toMatchObject({
      code: 'INVALID_JOB_OUTPUT',
      message: expect.stringContaining('missing'),
    });
    await training.writeVerdict(first, { isAccepted: 'yes' as never });
    await expect(weigh()).rejects.toThrow('isAccepted');
    await training.writeVerdict(first, { isAccepted: false, reason: 'WORSE: by 0.1.' });
    expect(await weigh()).toEqual({ decision: 'STOP', outcome: { status: 'REJECTED', reason: 'WORSE: by 0.1.' } });
    expect(JSON.parse((await training.rows.run(first)).verdict!)).toMatchObject({ reason: 'WORSE: by 0.1.' });
  });

  it('hands the champion to the judge, and registers what it made of what', async () => {
    const training = await startTraining();
    await training.promote(first);
    await training.begin(second);
    await training.writeReport(second, report({ fingerprint: 'f2', interactions: 20_000 }));
    const answer = await training.step({ step: 'checkData', runId: second, settings });
    if (answer.decision !== 'GO_ON') throw new Error('stopped');
    const uris = Object.fromEntries(answer.judge.inputs.map(({ InputName, S3Input }) => [InputName, S3Input.S3Uri]));
    expect(uris).toEqual({
      challenger: `s3://artifacts/artifacts/shop-${second}/output/model.tar.gz`,
      champion: `s3://artifacts/${first}/model.tar.gz`,
      cases: `s3://archive/runs/${second}/judging/`,
      settings: `s3://archive/runs/${second}/settings/`,
    });
    await training.writeVerdict(second, { champion: first });
    await training.step({ step: 'weigh', runId: second });
    const name = `shop-${second}`;
    expect(await training.step({ step: 'register', runId: second, settings, artifact: 's3://x/model.tar.gz' })).toEqual(
      {
        modelVersion: second,
        artifact: 's3://x/model.tar.gz',
        modelName: name,
        endpointConfigName: name,
        endpointName: name,
      },
    );
    const version = await training.rows.version(second);
    expect(version).toMatchObject({ status: 'REGISTERED', endpointName: name, artifact: 's3://x/model.tar.gz' });
    expect(JSON.parse(version!.lineage)).toMatchObject({
      dataFingerprint: 'f2',
      interactions: 20_000,
      seed: 1,
      image: 'image:1',
      hyperparameters: { model_version: second },
    });
    expect(await training.rows.run(second)).toMatchObject({ modelVersion: second });
  });

  describe('its smoke test', () => {
    const model =
      (change: (answer: InvocationResponse, request: InvocationRequest) => object = () => ({})) =>
      (request: InvocationRequest): InvocationResponse => {
        const seen = new Set((request.history ?? []).map(({ itemId }) => itemId));
        const items = ['a', 'b', 'c', 'd', 'e']
          .filter((itemId) => !seen.has(itemId))
          .map((itemId, rank) => ({ itemId, score: 5 - rank, reasons: [] }));
        const answer: InvocationResponse = { modelVersion: first, source: 'MODEL', items };
        return { ...answer, ...change(answer, request) };
      };
    const test = async (behaviour: Parameters<Training['endpoint']['behave']>[0]) => {
      const training = await startTraining();
      training.endpoint.behave(behaviour);
      return training.step({ step: 'smokeTest', runId: first });
    };

    it('passes a model that answers as it should', async () => {
      expect(await test(model())).toEqual({ decision: 'GO_ON' });
    });

    it.each<[string, Parameters<Training['endpoint']['behave']>[0], RegExp]>([
      ['is not there', 'ABSENT', /POPULAR list: ABSENT in each of 3 attempts/],
      ['breaks', { modelStatus: 500, body: 'no' }, /POPULAR list: UNAVAILABLE in each of 3/],
      ['is another one', model(() => ({ modelVersion: second })), /version 20261102-030000-00ab answered/],
      ['has nothing to say', model(() => ({ items: [] })), /items: /],
      ['repeats itself', model(({ items }) => ({ items: [items[0], ...items] })), /an item stands in it twice/],
      ['is out of order', model(({ items }) => ({ items: [...items].reverse() })), /its scores go up/],
      [
        'shows what was seen',
        model((_, { kind }) => (kind === 'RECOMMEND' ? { items: [{ itemId: 'a', score: 1, reasons: [] }] } : {})),
        /RECOMMEND list: it shows "a", which the user has seen/,
      ],
    ])('fails one that %s', async (_, behaviour, reason) => {
      expect(await test(behaviour)).toEqual({
        decision: 'STOP',
        outcome: { status: 'FAILED', reason: expect.stringMatching(reason) },
      });
    });
  });
});
