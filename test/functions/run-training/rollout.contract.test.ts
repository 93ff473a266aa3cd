import { describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { settings, startTraining } from './startTraining.ts';
import type { Training } from './startTraining.ts';

const [first, second, third, fourth] = ['aa', 'ab', 'ac', 'ad'].map((end, day) => `2026110${day + 1}-030000-00${end}`);
const stopped = (status: string, reason: RegExp) => ({
  decision: 'STOP',
  outcome: { status, reason: expect.stringMatching(reason) },
});

/** What `setLiveModel` writes. */
async function setLive(training: Training, modelVersion: string): Promise<void> {
  const live = (await training.live())!;
  const champion = { modelVersion, endpointName: `shop-${modelVersion}` };
  const { challenger: _challenger, ...rest } = live;
  await training.rows.client.send(
    new (await import('@aws-sdk/lib-dynamodb')).PutCommand({
      TableName: 'models',
      Item: { ...rest, champion, revision: live.revision + 1, updatedBy: 'root' },
    }),
  );
}

describe.skipIf(!hasDynoxide)('the roll-out of a version', () => {
  const tryOut = (training: Training, stage: 'SHADOW' | 'CANARY', runId = second, more = {}) =>
    training.step({ step: 'setStage', runId, stage, settings: { ...settings, ...more } });
  const watch = (training: Training, stage: 'SHADOW' | 'CANARY', since: string, runId = second) =>
    training.once({ step: 'watch', runId, stage, since, settings });

  it('goes through shadow and canary to the front, and keeps the last two', async () => {
    const training = await startTraining();
    expect(await training.live()).toBeUndefined();
    await training.register(first);
    // Nothing to compare the first one with.
    for (const stage of ['SHADOW', 'CANARY'] as const) {
      expect(await tryOut(training, stage, first)).toMatchObject({ decision: 'GO_ON', watch: false });
    }
    expect(await training.step({ step: 'promote', runId: first })).toEqual({ decision: 'GO_ON' });
    expect(await training.step({ step: 'cleanUp', runId: first })).toEqual({ remove: [] });
    expect(await training.step({ step: 'end', runId: first })).toEqual({ runId: first, status: 'PROMOTED' });
    expect(await training.live()).toMatchObject({
      revision: 1,
      champion: { modelVersion: first, endpointName: `shop-${first}` },
      updatedBy: 'training',
    });

    await training.register(second, first);
    const shadow = await tryOut(training, 'SHADOW');
    expect(shadow).toMatchObject({ decision: 'GO_ON', watch: true, waitSeconds: 300 });
    if (shadow.decision !== 'GO_ON') throw new Error('stopped');
    expect((await training.live())?.challenger).toEqual({
      modelVersion: second,
      endpointName: `shop-${second}`,
      stage: 'SHADOW',
      share: 0.5,
    });
    training.now.value += 300_000;
    expect(await watch(training, 'SHADOW', shadow.since)).toEqual({ decision: 'WAIT', waitSeconds: 300 });
    training.now.value += 3_300_000;
    for (let request = 0; request < 40; request += 1) {
      training.record(first, { requests: 1, errors: 0, latency: 20 });
      training.record(second, { shadowRequests: 1, shadowErrors: 0, shadowLatency: 30, shadowOverlap: 0.75 });
    }
    expect(await watch(training, 'SHADOW', shadow.since)).toEqual({ decision: 'GO_ON' });
    const canary = await tryOut(training, 'CANARY');
    if (canary.decision !== 'GO_ON') throw new Error('stopped');
    expect(canary).toMatchObject({ watch: true, waitSeconds: 600 });
    expect(await training.rows.version(second)).toMatchObject({ status: 'CANARY' });
    training.now.value += 7_200_000;
    expect(await watch(training, 'CANARY', canary.since)).toEqual({ decision: 'GO_ON' });
    const observations = JSON.parse((await training.rows.run(second)).observations!) as object[];
    expect(observations).toMatchObject([
      { stage: 'SHADOW', decision: 'GO_ON', requests: 0 },
      { stage: 'SHADOW', decision: 'PASSED', requests: 40, overlap: 0.75, latencyMilliseconds: 30 },
      { stage: 'CANARY', decision: 'PASSED', reason: expect.stringMatching(/^TOO_FEW_REQUESTS: 0 /) },
    ]);

    expect(await training.step({ step: 'promote', runId: second })).toEqual({ decision: 'GO_ON' });
    expect(await training.rows.version(first)).toMatchObject({ status: 'RETIRED', retiredAt: expect.any(String) });
    expect((await training.live())?.challenger).toBeUndefined();
    expect(await training.step({ step: 'cleanUp', runId: second })).toEqual({ remove: [] });
    await training.step({ step: 'end', runId: second });

    training.now.value += 1000;
    await training.register(third, second);
    await training.step({ step: 'promote', runId: third });
    const name = `shop-${first}`;
    expect(await training.step({ step: 'cleanUp', runId: third })).toEqual({
      remove: [{ modelVersion: first, endpointName: name, endpointConfigName: name, modelName: name }],
    });
    await training.step({ step: 'end', runId: third, removals: [{ modelVersion: first, isRemoved: true }] });
    expect(await training.rows.version(first)).toMatchObject({ status: 'REMOVED' });
    expect(await training.rows.version(first)).not.toHaveProperty('endpointName');
    expect(await training.rows.lock()).toBeUndefined();
  });

  it.each([
    [
      'errors',
      /^ERRORS: 20\.0% of its requests failed, of the champion's 0\.0%\.$/,
      (training: Training, index: number) => {
        training.record(first, { requests: 1, errors: 0, latency: 20 });
        training.record(second, { requests: 1, errors: index % 5 === 0 ? 1 : 0, latency: 20 });
      },
    ],
    [
      'slow answers',
      /^LATENCY: Nine of ten answers came within 250 ms, half of them within 250 ms; the champion's within 100 ms, /,
      (training: Training) => {
        training.record(first, { requests: 1, errors: 0, latency: 100 });
        training.record(second, { requests: 1, errors: 0, latency: 250 });
      },
    ],
    [
      'a falling click rate',
      /^CLICK_RATE: 10\.0% of what it showed was chosen, of what the champion showed 50\.0%\.$/,
      (training: Training, index: number) => {
        training.record(first, { requests: 1, errors: 0, latency: 20, impressions: 1, clicks: index % 2 });
        training.record(second, {
          requests: 1,
          errors: 0,
          latency: 20,
          impressions: 1,
          clicks: index % 10 === 0 ? 1 : 0,
        });
      },
    ],
  ])('is taken back on %s, long before its time is up', async (_, reason, happen) => {
    const training = await startTraining();
    await training.promote(first);
    await training.register(second, first);
    const canary = await tryOut(training, 'CANARY');
    if (canary.decision !== 'GO_ON') throw new Error('stopped');
    for (let index = 0; index < 100; index += 1) happen(training, index);
    const answer = await watch(training, 'CANARY', canary.since);
    expect(answer).toEqual(stopped('REJECTED', reason));
    if (answer.decision !== 'STOP') throw new Error('goes on');
    const { remove } = await training.step({ step: 'cleanUp', runId: second });
    expect(remove.map(({ modelVersion }) => modelVersion)).toEqual([second]);
    expect(await training.live()).toMatchObject({ champion: { modelVersion: first } });
    expect((await training.live())?.challenger).toBeUndefined();
    await training.step({
      step: 'end',
      runId: second,
      outcome: answer.outcome,
      removals: [{ modelVersion: second, isRemoved: true }],
    });
    expect(await training.rows.version(second)).toMatchObject({ status: 'REJECTED', reason: answer.outcome.reason });
    expect(await training.rows.run(second)).toMatchObject({ status: 'REJECTED', endedAt: expect.any(String) });
  });

  it('keeps the endpoint that could not be deleted yet, for the next run', async () => {
    const training = await startTraining();
    await training.promote(first);
    await training.register(second, first);
    const failure = { Error: 'EndpointTimeout' };
    await training.step({ step: 'cleanUp', runId: second });
    await training.step({
      ...{ step: 'end', runId: second, failure },
      removals: [{ modelVersion: second, isRemoved: false }],
    });
    const name = `shop-${second}`;
    expect(await training.rows.version(second)).toMatchObject({ status: 'REJECTED', endpointName: name });
    expect(await training.rows.lock()).toBeUndefined();
    training.now.value += 1000;
    await training.begin(third);
    const { remove } = await training.step({ step: 'cleanUp', runId: third });
    expect(remove).toEqual([{ modelVersion: second, endpointName: name, endpointConfigName: name, modelName: name }]);
    await training.step({ step: 'end', runId: third, removals: [{ modelVersion: second, isRemoved: true }] });
    expect(await training.rows.version(second)).not.toHaveProperty('endpointName');
  });

  it('leaves what an administrator set live meanwhile, at every step', async () => {
    const training = await startTraining();
    await training.promote(first);
    training.now.value += 1000;
    await training.promote(second, first);
    await training.register(third, second);
    const shadow = await tryOut(training, 'SHADOW', third);
    if (shadow.decision !== 'GO_ON') throw new Error('stopped');
    await setLive(training, first);
    const changed = stopped('REJECTED', /^LIVE_CHANGED: .* 20261101-030000-00aa is live now, set by root\.$/);
    expect(await watch(training, 'SHADOW', shadow.since, third)).toEqual(changed);
    expect(await tryOut(training, 'CANARY', third)).toEqual(changed);
    expect(await training.step({ step: 'promote', runId: third })).toEqual(changed);
    // The same champion set again withdraws the challenger too.
    await training.step({ step: 'end', runId: third, outcome: { status: 'REJECTED', reason: 'X: y' } });
    await training.register(fourth, first);
    await tryOut(training, 'CANARY', fourth);
    await setLive(training, first);
    expect(await training.step({ step: 'promote', runId: fourth })).toEqual(stopped('REJECTED', /^LIVE_CHANGED: /));
    expect(await training.live()).toMatchObject({ champion: { modelVersion: first }, updatedBy: 'root' });
  });

  it('goes straight on where shares or times are 0', async () => {
    const training = await startTraining();
    await training.promote(first);
    await training.register(second, first);
    expect(await tryOut(training, 'SHADOW', second, { shadowShare: 0 })).toMatchObject({ watch: false });
    expect(await tryOut(training, 'CANARY', second, { canarySeconds: 0 })).toMatchObject({ watch: false });
    expect(await training.step({ step: 'promote', runId: second })).toEqual({ decision: 'GO_ON' });
  });

  it.each([
    ['States.Timeout', undefined, 'TIMEOUT: A step took longer than it may.'],
    [
      'States.TaskFailed',
      '{"TrainingJobName":"shop-1","TrainingJobStatus":"Failed","FailureReason":"AlgorithmError: TOO_LITTLE_DATA"}',
      'TRAINING_JOB_FAILED: The training job shop-1 failed: AlgorithmError: TOO_LITTLE_DATA',
    ],
    [
      'States.TaskFailed',
      '{"ProcessingJobName":"shop-1-prepare","FailureReason":"ClientError","ExitMessage":"no\\n space"}',
      'PROCESSING_JOB_FAILED: The processing job shop-1-prepare failed: ClientError no space',
    ],
    ['ExportFailed', 'The bucket is gone', 'EXPORT_FAILED: DynamoDB could not export a table: The bucket is gone'],
    [
      'EndpointFailed',
      'The primary container did not pass the ping health check.',
      'ENDPOINT_FAILED: SageMaker could not start the endpoint of the new model: The primary container did not pass the ping health check.',
    ],
    ['InvalidJobOutputError', '{"errorMessage":"x","errorType":"InvalidJobOutputError"}', 'INVALID_JOB_OUTPUT: x'],
    ['DynamoDb.InvalidExportTimeException', 'too early', 'INVALID_EXPORT_TIME: too early'],
    ['Error', undefined, 'ERROR: The step did not say why it failed.'],
  ])('ends with one sentence for %s', async (name, Cause, reason) => {
    const training = await startTraining();
    await training.begin(first);
    const failure = { Error: name, ...(Cause !== undefined && { Cause }) };
    expect(await training.step({ step: 'end', runId: first, failure })).toEqual({
      runId: first,
      status: 'FAILED',
      reason,
    });
    expect(await training.rows.run(first)).toMatchObject({ status: 'FAILED', reason });
    expect(await training.rows.lock()).toBeUndefined();
  });

  it('stays promoted when what fails is the tidying up', async () => {
    const training = await startTraining();
    await training.register(first);
    await training.step({ step: 'promote', runId: first });
    const failure = { Error: 'States.TaskFailed' };
    expect(await training.step({ step: 'end', runId: first, failure })).toEqual({ runId: first, status: 'PROMOTED' });
  });
});
