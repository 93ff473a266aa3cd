import { createHmac } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queueArn } from '../../../emulator/test/sqs/startQueue.ts';
import { isAbout } from '../../../functions/erase-user/eraseMessages.ts';
import { AnomalyGuard } from '../../../experiments/anomalies/AnomalyGuard.ts';
import { guardPartitionKey } from '../../../schema/contract/anomalies.ts';
import { exposedPartitionKey } from '../../../schema/contract/experiments.ts';
import { variantSortKey } from '../../../schema/contract/feedback.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { erasureStart as start, setUpErasure } from './setUpErasure.ts';

const daysLater = (days: number): string => new Date(start + days * 86_400_000).toISOString();

describe('the erasure of a user', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());

  const setUp = (userId: string, erasureId: string) => setUpErasure(tables, userId, erasureId);
  const rowsOf = (userId: string, count: number) => [
    ...Array.from({ length: count }, (_, index) => ({ pk: `USER#${userId}`, sk: `EVT#${index}`, userId })),
    ...[
      'DISPLAY#a',
      'REC#home',
      'PRESENCE',
      'SEEN#2026-11-28',
      'SEEN#BEFORE#0',
      'SHOWN#2026-11-28',
      'VARIANT#e',
      'SUSPECT',
      'LATER#x',
    ].map((sk) => ({ pk: `USER#${userId}`, sk })),
  ];

  it('leaves nothing but the mark, counts every kind once, and touches nobody else', async () => {
    const { step, mark } = await setUp('ada', 'e-ada');
    await tables.put(tables.userData, ...rowsOf('ada', 250), ...rowsOf('adam', 3));
    expect(await step('sweep')).toEqual({ isDone: true });
    expect((await tables.partition(tables.userData, 'USER#ada')).map(({ sk }) => sk)).toEqual(['ERASED']);
    // What a request that was under way still wrote.
    await tables.put(tables.userData, { pk: 'USER#ada', sk: 'EVT#late' });
    await step('sweep');
    await step('finish');
    await step('finish');
    expect(await tables.partition(tables.userData, 'USER#adam')).toHaveLength(12);
    expect(await tables.partition(tables.userData, 'ERASURE#e-ada')).toEqual([]);
    const { status, counts, erasedAt } = await mark();
    expect([status, erasedAt]).toEqual(['ERASED', new Date(start).toISOString()]);
    expect(JSON.parse(counts as string)).toEqual({
      INTERACTION: 251,
      IMPRESSION: 6,
      STORED_LIST: 1,
      PRESENCE: 1,
      SEEN_ITEMS: 2,
      SHOWN_LISTS: 1,
      EXPERIMENT_VARIANT: 1,
      ANOMALY_MARK: 1,
      OTHER: 1,
    });
  });

  it('goes on where it was when it ran out of time, and does nothing once it is done', async () => {
    const { step, clock } = await setUp('ben', 'e-ben');
    await tables.put(tables.userData, ...rowsOf('ben', 1));
    let calls = 0;
    const real = clock.now;
    Object.defineProperty(clock, 'now', { get: () => (calls++ === 0 ? real : real + 60_000) });
    expect(await step('sweep')).toEqual({ isDone: false });
    Object.defineProperty(clock, 'now', { value: real });
    expect(await step('sweep')).toEqual({ isDone: true });
    await step('finish');
    await tables.put(tables.userData, { pk: 'USER#ben', sk: 'EVT#unrelated' });
    expect(await step('sweep')).toEqual({ isDone: true });
    expect(await tables.partition(tables.userData, 'USER#ben')).toHaveLength(2);
  });

  it('erases the visitors who became the user, and a merge that is at work with them', async () => {
    const { step, mark, marks } = await setUp('mia', 'e-mia');
    await tables.put(
      tables.userData,
      { pk: 'USER#mia', sk: 'VISITOR#v-mia', visitorId: 'v-mia', mergeId: 'm-mia', status: 'MERGING' },
      { pk: 'MERGE#m-mia', sk: 'TASK', userId: 'mia', visitorId: 'v-mia' },
      { pk: 'USER#v-mia', sk: 'ERASED', status: 'MERGED', mergeId: 'm-mia' },
      ...rowsOf('v-mia', 60),
    );
    expect(await step('sweep')).toEqual({ isDone: true });
    await tables.put(tables.userData, { pk: 'USER#v-mia', sk: 'EVT#late' });
    await step('sweep');
    await step('finish');
    expect(await tables.partition(tables.userData, 'MERGE#m-mia')).toEqual([]);
    expect((await tables.partition(tables.userData, 'USER#mia')).map(({ sk }) => sk)).toEqual(['ERASED']);
    const [left, ...others] = await tables.partition(tables.userData, 'USER#v-mia');
    expect(others).toEqual([]);
    expect(left).toMatchObject({ sk: 'ERASED', status: 'ERASED' });
    expect(left).not.toHaveProperty('mergeId');
    expect(JSON.stringify(left)).not.toContain('"mia"');
    expect(JSON.parse((await mark()).counts as string)).toMatchObject({ MERGE: 1, INTERACTION: 61 });
    expect(await marks()).toHaveLength(3);
  });

  it('counts nothing twice when two executions sweep at once', async () => {
    const { step, mark } = await setUp('cleo', 'e-cleo');
    await tables.put(tables.userData, ...rowsOf('cleo', 150));
    await Promise.all([step('sweep'), step('sweep')]);
    await step('finish');
    expect(JSON.parse((await mark()).counts as string)).toMatchObject({ INTERACTION: 150, SEEN_ITEMS: 2 });
  });

  it('takes the messages about the user out of the queue of failures, and gives the others back', async () => {
    const { step, mark, queues } = await setUp('dora', 'e-dora');
    queues.send(queueArn, JSON.stringify({ code: 'X', input: { userId: 'dora', placement: 'home' } }));
    queues.send(queueArn, JSON.stringify({ record: { dynamodb: { Keys: { pk: { S: 'USER#dora' } } } } }));
    queues.send(queueArn, JSON.stringify({ record: { dynamodb: { NewImage: { userId: { S: 'dora' } } } } }));
    queues.send(queueArn, JSON.stringify({ input: { userId: 'eve', itemIds: ['dora'] } }));
    await step('sweep');
    await step('finish');
    expect(queues.receive(queueArn, 10, 0).map(({ body }) => body)).toEqual([
      '{"input":{"userId":"eve","itemIds":["dora"]}}',
    ]);
    expect(JSON.parse((await mark()).counts as string)).toMatchObject({ FAILED_MESSAGE: 3 });
  });

  it('deletes the other half of exposures, in as many transactions as it takes', async () => {
    const { step, mark } = await setUp('fay', 'e-fay');
    const partitions = Array.from({ length: 120 }, (_, index) => exposedPartitionKey(`e${index}`, index));
    await tables.put(tables.feedback, ...partitions.flatMap((pk) => ['fay', 'gus'].map((sk) => ({ pk, sk }))));
    await tables.put(
      tables.userData,
      ...partitions.map((exposedIn, index) => ({ pk: 'USER#fay', sk: variantSortKey(`e${index}`), exposedIn })),
    );
    await step('sweep');
    await step('finish');
    for (const pk of partitions) {
      expect((await tables.partition(tables.feedback, pk)).map(({ sk }) => sk)).toEqual(['gus']);
    }
    expect(JSON.parse((await mark()).counts as string)).toMatchObject({ EXPERIMENT_VARIANT: 120 });
  });

  it('takes the user out of what the anomaly guard remembers, and nobody else', async () => {
    const { step } = await setUp('hope', 'e-hope');
    const guard = new AnomalyGuard();
    for (const userId of ['hope', 'gus']) guard.observe({ userId, itemId: 'i', recordedAt: start, isNewUser: false });
    const learned = guard.toRow();
    await tables.put(tables.feedback, {
      pk: guardPartitionKey,
      sk: 'one',
      guard: JSON.stringify(learned),
      writtenAt: 1,
    });
    await step('sweep');
    const [row] = await tables.partition(tables.feedback, guardPartitionKey);
    const { hope: _hope, ...users } = learned.users;
    expect(JSON.parse(row!.guard as string)).toEqual({ ...learned, users });
    expect(Object.keys(users)).toEqual(['gus']);
  });

  it('tells a message about a user from one that only has the same text in it', () => {
    expect(isAbout('{"userId":"VIEW"}', 'VIEW')).toBe(true);
    expect(isAbout('{"eventType":"VIEW","userId":"x"}', 'VIEW')).toBe(false);
    expect(isAbout('no JSON about ada', 'ada')).toBe(true);
  });

  it('marks the pseudonym in the archive, under the key that trainings use or will use', async () => {
    const { step, s3, marks } = await setUp('finn', 'e-finn');
    const pseudonymOf = (key: Uint8Array, id: string): string =>
      createHmac('sha256', key).update(id).digest('base64url').slice(0, 22);
    await step('sweep');
    expect(await marks()).toEqual([`erased/${pseudonymOf(new Uint8Array(32).fill(7), 'finn')}`, 'keys/pseudonyms']);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'archive', Key: 'keys/pseudonyms' }));
    expect(await Body?.transformToByteArray()).toEqual(new Uint8Array(32).fill(7));
    const own = await setUp('gina', 'e-gina');
    const key = new Uint8Array(32).fill(9);
    await own.s3.send(new PutObjectCommand({ Bucket: 'archive', Key: 'keys/pseudonyms', Body: key }));
    await own.step('sweep');
    await own.step('sweep');
    expect(await own.marks()).toEqual([`erased/${pseudonymOf(key, 'gina')}`, 'keys/pseudonyms']);
  });

  it('says which copies remain and until when', async () => {
    await tables.put(
      tables.models,
      { pk: 'VERSION', sk: 'v1', modelVersion: 'v1', status: 'REMOVED' },
      { pk: 'VERSION', sk: 'v2', modelVersion: 'v2', status: 'RETIRED', endpointName: 'recsync-v2' },
      { pk: 'VERSION', sk: 'v3', modelVersion: 'v3', status: 'LIVE', endpointName: 'recsync-v3' },
    );
    const { step, mark } = await setUp('hal', 'e-hal');
    await step('sweep');
    await step('finish');
    const remaining = JSON.parse((await mark()).remaining as string) as Record<string, string>[];
    expect(remaining.map(({ place, until, modelVersion }) => [place, until ?? modelVersion])).toEqual([
      ['STREAM', daysLater(1)],
      ['EXPORTS', daysLater(7)],
      ['ARCHIVE', undefined],
      ['TRAINING_DATA', daysLater(30)],
      ['BATCH_LISTS', daysLater(7)],
      ['BACKUPS', daysLater(35)],
      ['MODEL_VERSION', 'v3'],
      ['MODEL_VERSION', 'v2'],
      ['MODEL_VERSION', undefined],
    ]);
  });

  it('refuses a step that it does not have', async () => {
    const { step } = await setUp('ida', 'e-ida');
    await expect(step('destroy' as never)).rejects.toMatchObject({ code: 'UNKNOWN_STEP' });
  });
});
