import { createHmac } from 'node:crypto';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBuckets } from '../../../emulator/test/s3/startBuckets.ts';
import { queueArn, queueUrl, startQueue } from '../../../emulator/test/sqs/startQueue.ts';
import { eraseUser } from '../../../functions/erase-user/eraseUser.ts';
import { isAbout } from '../../../functions/erase-user/eraseMessages.ts';
import { createQueueCaller } from '../../../functions/shared/createQueueCaller.ts';
import { ErasureArchive } from '../../../functions/shared/ErasureArchive.ts';
import { AnomalyGuard } from '../../../experiments/anomalies/AnomalyGuard.ts';
import {
  anomalyIdOf,
  guardPartitionKey,
  heldPartitionKey,
  suspectItemSortKey,
  suspectSortKey,
} from '../../../schema/contract/anomalies.ts';
import { exposedPartitionKey } from '../../../schema/contract/experiments.ts';
import { variantSortKey } from '../../../schema/contract/feedback.ts';
import type { AnomalyKind } from '../../../schema/generated/types.ts';
import type { EraseUserInput } from '../../../schema/contract/erasure.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const start = Date.UTC(2026, 10, 28, 12);
const daysLater = (days: number): string => new Date(start + days * 86_400_000).toISOString();

describe('the erasure of a user', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());

  /** A user with an erasure that was asked for, and every store that the function reaches. */
  const setUp = async (userId: string, erasureId: string) => {
    await tables.put(
      tables.userData,
      {
        pk: `USER#${userId}`,
        sk: 'ERASED',
        erasureId,
        status: 'ERASING',
        requestedAt: 'r',
        counts: '{"IMPRESSION":5}',
      },
      { pk: `ERASURE#${erasureId}`, sk: 'TASK', userId },
    );
    const { client: s3 } = await startBuckets();
    const { queues, endpoint, credentials } = await startQueue();
    const options = { queueUrl, endpoint, region: 'us-east-1', credentials, timeout: 5_000 };
    const clock = { now: start };
    const dependencies = {
      client: tables.client,
      userDataTable: tables.userData,
      modelsTable: tables.models,
      feedbackTable: tables.feedback,
      archive: new ErasureArchive(s3, 'archive', () => new Uint8Array(32).fill(7)),
      callQueue: createQueueCaller(options),
      clock: () => clock.now,
    };
    return {
      queues,
      s3,
      clock,
      step: (step: EraseUserInput['step'], sweep = 'only') => eraseUser({ step, erasureId, sweep }, dependencies),
      mark: async () => (await tables.partition(tables.userData, `USER#${userId}`)).find(({ sk }) => sk === 'ERASED')!,
      marks: async () =>
        ((await s3.send(new ListObjectsV2Command({ Bucket: 'archive' }))).Contents ?? []).map(({ Key }) => Key),
    };
  };
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

  it('takes the user off the list of anomalies, and deletes what was held back of them under any mark', async () => {
    const { step, mark } = await setUp('eli', 'e-eli');
    const anomaly = (day: number, kind: AnomalyKind, subject: string) => ({
      pk: 'ANOMALIES',
      sk: anomalyIdOf(new Date(start + day).toISOString(), kind, subject),
      kind,
      subject,
    });
    const [own, likeOwn, item, sameName] = [
      anomaly(1, 'USER_RATE', 'eli'),
      anomaly(2, 'USER_RATE', 'ELI'),
      anomaly(3, 'ITEM_RATE', 'rushed'),
      anomaly(4, 'NEW_USERS', 'eli'),
    ] as const;
    const held = (anomalyId: string, sk: string, userId: string, itemId = 'rushed') => ({
      pk: heldPartitionKey(anomalyId),
      sk,
      interaction: JSON.stringify({ userId, itemId }),
    });
    await tables.put(
      tables.feedback,
      ...[own, likeOwn, item, sameName],
      ...Array.from({ length: 150 }, (_, index) => held(own.sk, `own-${index}`, 'eli')),
      held(item.sk, 'theirs', 'eli'),
      held(item.sk, 'of-another', 'finn'),
      held(item.sk, 'of-another-on-eli', 'finn', 'eli'),
    );
    await tables.put(
      tables.userData,
      { pk: 'USER#eli', sk: suspectSortKey, userId: 'eli', open: new Set([own.sk]) },
      { pk: 'USER#eli', sk: suspectItemSortKey('rushed'), userId: 'eli', open: new Set([item.sk]) },
    );
    await step('sweep');
    // What was under way, when neither mark nor suspicion are there any more.
    await tables.put(tables.feedback, held(own.sk, 'late', 'eli'), held(item.sk, 'late', 'eli'));
    await step('sweep');
    await step('finish');
    expect((await tables.partition(tables.feedback, 'ANOMALIES')).map(({ sk }) => sk)).toEqual([
      likeOwn.sk,
      item.sk,
      sameName.sk,
    ]);
    expect(await tables.partition(tables.feedback, heldPartitionKey(own.sk))).toEqual([]);
    expect((await tables.partition(tables.feedback, heldPartitionKey(item.sk))).map(({ sk }) => sk)).toEqual([
      'of-another',
      'of-another-on-eli',
    ]);
    expect(await tables.partition(tables.userData, 'ERASURE#e-eli')).toEqual([]);
    expect(JSON.parse((await mark()).counts as string)).toMatchObject({ ANOMALY_MARK: 3, HELD_INTERACTION: 153 });
  });

  it('gets to the end of what was held back of others, call by call, and begins anew with the next sweep', async () => {
    const { step, mark, clock } = await setUp('ivo', 'e-ivo');
    const anomalyId = anomalyIdOf(new Date(start).toISOString(), 'ITEM_RATE', 'rushed');
    const pk = heldPartitionKey(anomalyId);
    // Pages have a megabyte.
    const held = (sk: string, userId: string) => ({
      ...{ pk, sk },
      interaction: JSON.stringify({ userId, itemId: 'rushed', properties: 'x'.repeat(100_000) }),
    });
    const numbers = Array.from({ length: 40 }, (_, index) => String(index).padStart(2, '0'));
    for (const sk of numbers) await tables.put(tables.feedback, held(sk, Number(sk) > 36 ? 'ivo' : 'jo'));
    await tables.put(tables.userData, {
      ...{ pk: 'USER#ivo', sk: suspectItemSortKey('rushed'), userId: 'ivo' },
      open: new Set([anomalyId]),
    });
    // A look at the clock takes so long that a call gets through one page.
    let looks = 0;
    Object.defineProperty(clock, 'now', { get: () => start + (looks += 1) * 15_000 });
    const sweep = async (name: string): Promise<number> => {
      for (let calls = 1; calls < 20; calls += 1) if ((await step('sweep', name)).isDone) return calls;
      throw new Error('It never came to the end.');
    };
    expect(await sweep('first')).toBeGreaterThan(3);
    const left = async (): Promise<unknown[]> => {
      const query = { TableName: tables.feedback, KeyConditionExpression: 'pk = :pk', ConsistentRead: true };
      const keys: unknown[] = [];
      const pages = paginateQuery({ client: tables.client }, { ...query, ExpressionAttributeValues: { ':pk': pk } });
      for await (const { Items = [] } of pages) keys.push(...Items.map(({ sk }) => sk as unknown));
      return keys;
    };
    expect(await left()).toEqual(numbers.slice(0, 37));
    // What was under way lies before the place that the first sweep came to.
    await tables.put(tables.feedback, held('00-late', 'ivo'));
    await sweep('second');
    expect(await left()).toEqual(numbers.slice(0, 37));
    await step('finish');
    expect(JSON.parse((await mark()).counts as string)).toMatchObject({ HELD_INTERACTION: 4 });
    expect(await tables.partition(tables.userData, 'ERASURE#e-ivo')).toEqual([]);
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
