import { describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { executionOf, report, settings, startTraining } from './startTraining.ts';

const [first, second, third] = ['20261101-030000-00aa', '20261102-030000-00ab', '20261103-030000-00ac'];
const hour = 3_600_000;

describe.skipIf(!hasDynoxide)('the beginning of a training', () => {
  it('is the same when it happens twice: one run, one key, and everything that the jobs read', async () => {
    const training = await startTraining();
    const startedAt = '2026-11-01T03:00:00.250Z';
    const answer = await training.begin('some-name', { startedAt });
    if (answer.decision !== 'GO_ON') throw new Error('busy');
    expect(answer.runId).toMatch(/^20261101-030000-[0-9a-f]{4}$/);
    const { runId } = answer;
    expect(await training.objects()).toEqual([
      'erased/about',
      'interactions/about',
      'items/about',
      'keys/pseudonyms',
      `runs/${runId}/previous/about`,
      `runs/${runId}/settings/settings.json`,
    ]);
    expect(JSON.parse(await training.text(`runs/${runId}/settings/settings.json`))).toEqual({
      runId,
      seed: 1,
      toleratedLoss: 0.02,
    });
    expect(await training.rows.run(runId)).toMatchObject({
      status: 'RUNNING',
      trigger: 'SCHEDULE',
      startedAt,
      stages: { COLLECT: startedAt },
      executionArn: executionOf('some-name'),
    });
    expect(answer.settings).toEqual(settings);
    expect(answer.exports.map(({ exportType, prefix }) => [exportType, prefix])).toEqual([
      ['FULL_EXPORT', `exports/${runId}/catalogue`],
      ['FULL_EXPORT', `exports/${runId}/userData`],
    ]);
    expect(answer.prepare.name).toBe(`shop-${runId}-prepare`);
    const inputs = Object.fromEntries(answer.prepare.inputs.map(({ InputName, S3Input }) => [InputName, S3Input]));
    expect(inputs.key).toMatchObject({ S3Uri: 's3://archive/keys/', LocalPath: '/opt/ml/processing/input/key' });
    expect(Object.keys(inputs).sort()).toEqual([
      'archive',
      'erased',
      'exports',
      'items',
      'key',
      'previous',
      'settings',
    ]);
    expect(answer.prepare.outputs.map(({ OutputName }) => OutputName).sort()).toEqual([
      'archive',
      'items',
      'judging',
      'report',
      'training',
    ]);
  });

  it('has the name of its execution where that is one of a run, and the settings that were asked for', async () => {
    const training = await startTraining();
    const input = { trigger: 'REQUEST' as const, requestedBy: 'root', settings: { seed: 7, force: undefined } };
    const answer = await training.begin(first, { input });
    expect(answer).toMatchObject({ runId: first, settings: { ...settings, seed: 7 } });
    expect(await training.rows.run(first)).toMatchObject({ trigger: 'REQUEST', requestedBy: 'root' });
    const bad = { trigger: 'REQUEST' as const, settings: { canaryShare: 2 } };
    await expect(training.begin(second, { input: bad })).rejects.toThrow('settings.canaryShare: received 2');
  });

  it('leaves the lock to a training that is at work', async () => {
    const training = await startTraining();
    await training.begin(first);
    expect(await training.begin(second)).toEqual({ decision: 'BUSY', runId: first });
    await expect(training.rows.run(second)).rejects.toThrow(second);
    await training.step({ step: 'end', runId: first, outcome: { status: 'SKIPPED', reason: 'X: y' } });
    expect(await training.begin(second)).toMatchObject({ decision: 'GO_ON' });
  });

  it('ends a training that was stopped from outside, and withdraws its challenger', async () => {
    const training = await startTraining();
    await training.promote(first);
    await training.register(second, first);
    await training.step({ step: 'setStage', runId: second, stage: 'CANARY', settings });
    expect((await training.live())?.challenger?.modelVersion).toBe(second);
    training.running.delete(executionOf(second));
    expect(await training.begin(third)).toMatchObject({ decision: 'GO_ON', runId: third });
    expect(await training.rows.run(second)).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/^ABANDONED: /),
    });
    expect(await training.live()).toMatchObject({ champion: { modelVersion: first }, revision: 3 });
    expect((await training.live())?.challenger).toBeUndefined();
    expect(await training.rows.version(second)).toMatchObject({ status: 'REJECTED', endpointName: `shop-${second}` });
    expect((await training.rows.lock())?.runId).toBe(third);
  });

  it('collects from where the last archived run ended, in windows that DynamoDB allows', async () => {
    const training = await startTraining();
    const begin = async (runId: string) => {
      const answer = await training.begin(runId);
      if (answer.decision !== 'GO_ON') throw new Error('busy');
      const found = answer.exports.slice(1);
      return found.map((one) =>
        one.exportType === 'FULL_EXPORT' ? 'FULL' : [Date.parse(one.exportFromTime), Date.parse(one.exportToTime)],
      );
    };
    const end = async (runId: string, archived: boolean) => {
      if (archived) {
        await training.writeReport(runId, report());
        await training.step({ step: 'checkData', runId, settings });
      }
      await training.step({ step: 'end', runId, outcome: { status: 'SKIPPED', reason: 'X: y' } });
    };
    const start = training.now.value;
    const margin = 300_000;
    expect(await begin(first)).toEqual(['FULL']);
    await end(first, true);
    // Below a quarter of an hour DynamoDB exports no changes.
    training.now.value = start + 899_000;
    expect(await begin(second)).toEqual(['FULL']);
    await end(second, false);
    training.now.value = start + 24 * hour;
    // A small table costs cents.
    expect(await begin('20261103-020000-00ab')).toEqual(['FULL']);
    await end('20261103-020000-00ab', false);
    training.rowsCounted.value = 1_000_000;
    expect(await begin(third)).toEqual([[start - margin, start + 24 * hour - margin]]);
    expect(JSON.parse(await training.text(`runs/${third}/previous/report.json`))).toEqual(report());
    await end(third, false);
    training.now.value = start + 25 * hour;
    const halves = [start - margin, start + 12.5 * hour - margin, start + 25 * hour - margin];
    const windows = [halves.slice(0, 2), halves.slice(1)];
    expect(await begin('20261104-030000-00ad')).toEqual(windows);
    await end('20261104-030000-00ad', false);
    training.now.value = start + 8 * 24 * hour;
    expect(await begin('20261105-030000-00ae')).toEqual(['FULL']);
  });

  it.each([
    [0, 'ml.c5.xlarge'],
    [2_500_000, 'ml.c5.xlarge'],
    [2_500_001, 'ml.m5.2xlarge'],
    [50_000_000, 'ml.r5.8xlarge'],
  ])('gives the job for %i rows %s', async (count, instance) => {
    const training = await startTraining();
    training.rowsCounted.value = count;
    expect(await training.begin(first)).toMatchObject({ prepare: { cluster: { InstanceType: instance } } });
  });

  it('does not know other steps', async () => {
    const training = await startTraining();
    await expect((async () => training.once({ step: 'constructor' } as never))()).rejects.toThrow('constructor');
  });
});
