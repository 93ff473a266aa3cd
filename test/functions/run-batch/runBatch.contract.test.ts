import { describe, expect, it } from 'vitest';
import { batchKeys } from '../../../schema/contract/batches.ts';
import type { StoreProgress } from '../../../schema/contract/batchSteps.ts';
import { batchId, list, modelVersion, startBatch, startedAt } from './startBatch.ts';

const nothing: StoreProgress = { line: 0, done: false, stored: 0, superseded: 0, unstorable: 0 };
const prepared = { parts: ['part-00000', 'part-00001'], users: 3, skipped: { ERASED: 1 }, rejected: {} };
const jsonLines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

describe('the beginning of a batch', () => {
  it('holds on to the model that is live, and plans exports and the job that makes requests of them', async () => {
    const batch = await startBatch();
    await batch.haveModel();
    await batch.put('batch/users/mail.jsonl', '{"userId":"ann"}');
    const answer = await batch.step(batch.begin({ usersKey: 'batch/users/mail.jsonl' }));
    if (answer.decision !== 'GO_ON') throw new Error(JSON.stringify(answer));
    expect(answer.exports).toMatchObject([
      { prefix: `exports/${batchId}/catalogue`, exportType: 'FULL_EXPORT', clientToken: `${batchId}-catalogue` },
      { prefix: `exports/${batchId}/userData`, exportType: 'FULL_EXPORT', clientToken: `${batchId}-userData` },
    ]);
    expect(answer.prepareBatch).toMatchObject({
      name: `shop-${batchId}-lists`,
      cluster: { InstanceType: 'ml.m5.2xlarge' },
    });
    const inputs = answer.prepareBatch.inputs.map(({ S3Input }) => S3Input.S3Uri);
    expect(inputs).toContain('s3://archive/batch/users/mail.jsonl');
    expect(await batch.read(`${batchKeys.settings(batchId)}settings.json`)).toEqual({
      ...{ batchId, placement: 'home', listSize: 50, modelVersion, startedAt },
      usersFile: 'mail.jsonl',
    });
    expect(await batch.row()).toMatchObject({ status: 'RUNNING', modelVersion, stages: { COLLECT: startedAt } });

    // Another model is live when the step is repeated.
    await batch.haveModel('20261128-030000-00ab');
    await batch.once(batch.begin({ usersKey: 'batch/users/mail.jsonl' }));
    expect(await batch.row()).toMatchObject({ modelVersion });
  });

  it.each([
    ['NO_MODEL', {}, undefined],
    ['MODEL_NOT_SERVED', { modelVersion: '20261101-030000-00aa' }, modelVersion],
    ['USERS_FILE_MISSING', { usersKey: 'batch/users/none.jsonl' }, modelVersion],
    ['USERS_FILE_MISSING', { usersKey: 'keys/pseudonyms' }, modelVersion],
  ])('refuses with %s, and the row says so', async (code, input, live) => {
    const batch = await startBatch();
    if (live) await batch.haveModel(live);
    const answer = await batch.step(batch.begin(input));
    if (answer.decision !== 'STOP') throw new Error(JSON.stringify(answer));
    expect(answer.outcome.status).toBe('REFUSED');
    expect(answer.outcome.reason).toMatch(new RegExp(`^${code}: [A-Z]`));
    await batch.step({ step: 'end', batchId, outcome: answer.outcome });
    expect(await batch.row()).toMatchObject({ ...answer.outcome, endedAt: startedAt });
  });
});

describe('what was prepared and checked', () => {
  it('goes to a transform by the version of the batch, sized by its users', async () => {
    const batch = await startBatch();
    await batch.haveModel();
    await batch.step(batch.begin());
    await batch.put(`${batchKeys.prepared(batchId)}report.json`, prepared);
    const answer = await batch.step({ step: 'checkPrepared', batchId });
    expect(answer).toMatchObject({
      decision: 'GO_ON',
      parts: prepared.parts,
      transform: {
        name: `shop-${batchId}`,
        modelName: `shop-${modelVersion}`,
        inputUri: `s3://archive/batch/${batchId}/requests/`,
        outputUri: `s3://archive/batch/${batchId}/answers/`,
        cluster: { InstanceType: 'ml.c5.xlarge', InstanceCount: 1 },
      },
    });
    await batch.put(`${batchKeys.checked(batchId)}report.json`, { lists: 2, items: 9, itemsLeftOut: 1, skipped: {} });
    expect(await batch.step({ step: 'checkLists', batchId })).toEqual({ store: true });
    expect(JSON.parse((await batch.row()).checked!)).toMatchObject({ lists: 2 });
  });

  it('is nothing to do where nobody can have a list', async () => {
    const batch = await startBatch();
    await batch.haveModel();
    await batch.step(batch.begin());
    const report = { parts: [], users: 0, skipped: { UNKNOWN_USER: 2 }, rejected: {} };
    await batch.put(`${batchKeys.prepared(batchId)}report.json`, report);
    expect(await batch.step({ step: 'checkPrepared', batchId })).toEqual({
      decision: 'STOP',
      outcome: {
        status: 'SKIPPED',
        reason: 'NO_USERS: There is no list to make: of those named none can have one (2 UNKNOWN_USER).',
      },
    });
  });

  it('must be there', async () => {
    const batch = await startBatch();
    await batch.haveModel();
    await batch.step(batch.begin());
    await expect(batch.once({ step: 'checkPrepared', batchId })).rejects.toMatchObject({ code: 'INVALID_JOB_OUTPUT' });
  });
});

describe('storing a part', () => {
  const part = 'part-00000';
  const lists = batchKeys.lists(batchId);

  it('writes stored lists as the API does, and the same rows when it is done again', async () => {
    const batch = await startBatch();
    await batch.put(`${lists}${part}.jsonl`, jsonLines(list('ann'), list('bob')));
    const first = await batch.once({ step: 'storePart', batchId, part, progress: nothing });
    expect(first).toEqual({ line: 2, done: true, stored: 2, superseded: 0, unstorable: 0 });
    const rows = await batch.tables.partition('userData', 'USER#ann');
    expect(rows).toEqual([
      {
        pk: 'USER#ann',
        sk: 'REC#home',
        recommendationId: 'id-of-ann',
        userId: 'ann',
        placement: 'home',
        generatedAt: startedAt,
        basedOn: '2026-11-27T00:00:00.000Z',
        modelVersion,
        source: 'MODEL',
        degraded: false,
        listSize: 1,
        items: '[["POPULAR"],[],[],["a",1,[0,0.3333333]]]',
        expiresAt: Date.parse(startedAt) / 1000 + 86_400,
      },
    ]);
    // A part that is done is not written again: who has a newer list meanwhile keeps it.
    await batch.tables.put('userData', { ...rows[0], recommendationId: 'newer' });
    expect(await batch.once({ step: 'storePart', batchId, part, progress: nothing })).toEqual(first);
    expect(await batch.tables.partition('userData', 'USER#ann')).toMatchObject([{ recommendationId: 'newer' }]);
    // One that was stopped before it was written down is.
    await batch.tables.put('userData', rows[0]);
    await batch.put(`${lists}other.jsonl`, jsonLines(list('ann'), list('bob')));
    const again = await batch.once({ step: 'storePart', batchId, part: 'other', progress: nothing });
    expect(again).toEqual(first);
    expect(await batch.tables.partition('userData', 'USER#ann')).toEqual(rows);
  });

  it('leaves what is newer, and loses no list to one that cannot be stored', async () => {
    const batch = await startBatch();
    const stored = { pk: 'USER#ann', sk: 'REC#home', recommendationId: 'kept' };
    const newer = '2026-11-28T11:59:59.000Z';
    await batch.tables.put('userData', { ...stored, basedOn: newer, generatedAt: newer });
    const sameHistory = { basedOn: '2026-11-27T00:00:00.000Z', generatedAt: '2026-11-28T12:00:00.001Z' };
    await batch.tables.put('userData', { ...stored, pk: 'USER#bob', ...sameHistory });
    const huge = list('eve', { items: [{ itemId: 'x'.repeat(410_000), score: 1, reasons: [] }] });
    const bare = list('sam', { items: [{ itemId: 'a', score: 1, reasons: [{ code: 'POPULAR', share: 1 }] }] });
    await batch.put(
      `${lists}${part}.jsonl`,
      `${jsonLines(list('ann'), list('bob'), huge)}no JSON\n${jsonLines({ userId: 'joe' }, bare, list('kim'))}`,
    );
    let progress = nothing;
    while (!progress.done) progress = await batch.once({ step: 'storePart', batchId, part, progress });
    expect(progress).toEqual({ line: 7, done: true, stored: 1, superseded: 2, unstorable: 4 });
    for (const user of ['ann', 'bob']) {
      expect(await batch.tables.partition('userData', `USER#${user}`)).toMatchObject([{ recommendationId: 'kept' }]);
    }
    expect(await batch.tables.partition('userData', 'USER#kim')).toHaveLength(1);
  });

  it('writes no more a second than it may, and goes on in the next call where it ended', async () => {
    const batch = await startBatch();
    const users = Array.from({ length: 9 }, (_, index) => `user-${index}`);
    await batch.put(`${lists}${part}.jsonl`, jsonLines(...users.map((user) => list(user))));
    const first = await batch.once({ step: 'storePart', batchId, part, progress: nothing });
    // Two a second for three seconds.
    expect(first).toMatchObject({ line: 6, done: false, stored: 6 });
    expect(batch.pauses).toEqual([1000, 1000, 1000]);
    const second = await batch.once({ step: 'storePart', batchId, part, progress: first });
    expect(second).toMatchObject({ line: 9, done: true, stored: 9 });
  });
});

describe('the end of a batch', () => {
  it('counts what was stored of all parts that are done, also of a batch that failed', async () => {
    const batch = await startBatch();
    await batch.haveModel();
    await batch.step(batch.begin());
    await batch.dependencies.rows.updateBatch(batchId, {
      prepared: JSON.stringify(prepared),
      stages: { COLLECT: startedAt, STORE: startedAt },
    });
    await batch.put(`${batchKeys.stored(batchId, 'part-00001')}`, { stored: 2, superseded: 1, unstorable: 0 });
    const job = { TransformJobName: 'shop-1', TransformJobStatus: 'Failed', FailureReason: 'ClientError: no.' };
    const failure = { Error: 'States.TaskFailed', Cause: JSON.stringify(job) };
    expect(await batch.step({ step: 'end', batchId, failure })).toEqual({
      batchId,
      status: 'FAILED',
      reason: 'TRANSFORM_JOB_FAILED: The transform job shop-1 failed: ClientError: no.',
    });
    expect(JSON.parse((await batch.row()).stored!)).toEqual({ stored: 2, superseded: 1, unstorable: 0 });
  });

  it('is COMPLETED without a reason when nothing came between', async () => {
    const batch = await startBatch();
    await batch.haveModel();
    await batch.step(batch.begin({ store: false }));
    expect(await batch.step({ step: 'end', batchId })).toEqual({ batchId, status: 'COMPLETED' });
    expect((await batch.row()).stored).toBeUndefined();
  });
});
