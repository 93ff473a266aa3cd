import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { queueArn, queueUrl, startQueue } from '../../../emulator/test/sqs/startQueue.ts';
import { createQueueSender } from '../../../functions/on-interaction/createQueueSender.ts';
import { createOnInteraction } from '../../../functions/on-interaction/onInteraction.ts';
import { FailureMessages } from '../../../functions/operate-deployment/FailureMessages.ts';
import { readDeadLetter } from '../../../functions/operate-deployment/readDeadLetter.ts';
import { replayDeadLetters } from '../../../functions/operate-deployment/replayDeadLetters.ts';
import { createQueueCaller } from '../../../functions/shared/createQueueCaller.ts';
import { presenceSortKey, userPartitionKey } from '../../../schema/contract/keys.ts';
import type { WorkflowInput } from '../../../schema/contract/scoring.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { onInteractionDependencies } from '../../helpers/onInteractionDependencies.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';

const start = Date.parse('2026-11-21T12:10:00.000Z');
const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

describe.skipIf(!hasDynoxide)('dead letters', () => {
  let tables: TestTables;
  beforeAll(async () => {
    tables = await startTables();
  });
  afterAll(() => tables?.stop());

  /** The function that takes interactions in, on real tables, and its queue behind the gateway; pushes can be broken. */
  const setUp = async () => {
    const { queues, endpoint, credentials } = await startQueue();
    const options = { queueUrl, endpoint, region: 'us-east-1', credentials, timeout: 5_000 };
    const state = { now: start, areDown: false };
    const started: WorkflowInput[] = [];
    const troubles: string[] = [];
    const startWorkflow = async (input: WorkflowInput): Promise<void> => {
      if (state.areDown) throw new Error('ThrottlingException');
      started.push(input);
    };
    const onTrouble = (what: string): void => void troubles.push(what);
    const onInteraction = createOnInteraction(
      onInteractionDependencies(tables, () => state.now, {
        startWorkflow,
        sendToQueue: createQueueSender(options),
        onTrouble,
        onSkipped: onTrouble,
      }),
    );
    const messages = new FailureMessages(createQueueCaller(options));
    const dependencies = {
      messages,
      replayRecords: async (records: Parameters<typeof onInteraction>[0]) => {
        const { failures } = await onInteraction(records, { isReplay: true });
        return {
          failures: [...failures].map(([streamEventId, { name, message }]) => ({
            streamEventId,
            code: name,
            reason: message,
          })),
        };
      },
      startWorkflow,
      onTrouble,
    };
    return { queues, state, started, troubles, onInteraction, messages, dependencies };
  };
  /** The rows that count an item. */
  const counted = async (itemId: string): Promise<unknown[]> => {
    const { Items = [] } = await tables.client.send(new ScanCommand({ TableName: tables.counters }));
    return Items.filter(({ pk, sk }) => String(pk).startsWith('COUNT#') && sk === itemId);
  };

  it('are replayed when their cause is mended, and count once however often', async () => {
    const { queues, state, started, onInteraction, messages, dependencies } = await setUp();
    await tables.put(tables.userData, {
      pk: userPartitionKey('lea'),
      sk: presenceSortKey,
      'placement#home': start / 1000 + 7200,
      expiresAt: start / 1000 + 7200,
    });
    const record = makeStreamRecord({ userId: 'lea', itemId: 'lea-item', timestamp: at(0) });
    state.areDown = true;
    state.now = start + 11 * 60_000;
    const { setAside } = await onInteraction([record]);
    expect(setAside).toBe(1);
    expect(await messages.waiting()).toBe(1);
    expect(started).toEqual([]);
    expect(await counted('lea-item')).toEqual([]);

    // Still broken: it says why, waits on, and is set aside no second time.
    const still = await replayDeadLetters(10, dependencies);
    expect(still).toMatchObject({ replayed: 0, waiting: 1 });
    expect(still.failures).toMatchObject([{ code: 'Error', reason: 'ThrottlingException' }]);

    state.areDown = false;
    const copy = await messages.take(1, 0);
    expect(readDeadLetter(copy[0]).letter).toMatchObject({
      kind: 'INTERACTION',
      userId: 'lea',
      itemId: 'lea-item',
      reason: 'ThrottlingException',
    });
    await messages.giveBack(copy);
    const { eventId } = readDeadLetter(copy[0]).letter;
    expect(eventId).toMatch(/^event-/);
    expect(await replayDeadLetters(10, dependencies)).toEqual({ replayed: 1, failures: [], waiting: 0 });
    expect(started).toMatchObject([{ userId: 'lea', placement: 'home', itemIds: ['lea-item'] }]);
    const before = await counted('lea-item');
    expect(before.length).toBeGreaterThan(0);

    // The message came back, as when the function ended before it was deleted.
    queues.send(queueArn, copy[0].body);
    expect(await replayDeadLetters(10, dependencies)).toMatchObject({ replayed: 1, waiting: 0 });
    // And so does the stream, when a record before it failed.
    expect(await onInteraction([record])).toMatchObject({ redelivered: 1, started: 0 });
    expect(started).toHaveLength(1);
    expect(await counted('lea-item')).toEqual(before);
  });

  it('begin pushes again, and leave what nobody can handle where it is', async () => {
    const { queues, started, dependencies } = await setUp();
    const input = { userId: 'mia', placement: 'home', basedOn: at(0), itemIds: ['book-1'] };
    queues.send(queueArn, JSON.stringify({ code: 'Lambda.Unknown', reason: 'It ended.', input }));
    queues.send(queueArn, JSON.stringify({ DDBStreamBatchInfo: { shardId: 'shard-1', batchSize: 3 } }));
    queues.send(queueArn, 'no JSON');
    const { replayed, failures, waiting } = await replayDeadLetters(25, dependencies);
    expect([replayed, waiting]).toEqual([1, 2]);
    expect(started).toEqual([input]);
    expect(failures.map(({ code }) => code)).toEqual(['NOT_REPLAYABLE', 'NOT_REPLAYABLE']);
  });

  it('of one bad record stop no other, and no more are taken than was asked for', async () => {
    const { queues, dependencies } = await setUp();
    const send = (record: object): string =>
      queues.send(queueArn, JSON.stringify({ code: 'X', reason: 'y', failedAt: at(0), record }));
    const bad = makeStreamRecord({ userId: 'nina', itemId: 'book-1', timestamp: 'yesterday', recordedAt: at(0) });
    const badId = send(bad);
    send(makeStreamRecord({ userId: 'nina', itemId: 'book-2', timestamp: at(1) }));
    send(makeStreamRecord({ userId: 'nina', itemId: 'book-3', timestamp: at(2) }));
    const first = await replayDeadLetters(2, dependencies);
    expect(first).toMatchObject({ replayed: 1, waiting: 2, failures: [{ messageId: badId }] });
    expect(first.failures[0].reason).toContain('timestamp');
    expect(await replayDeadLetters(25, dependencies)).toMatchObject({ replayed: 1, waiting: 1 });
  });

  it('stay when the function does not answer, and nothing of what is inside is told', async () => {
    const { queues, troubles, dependencies } = await setUp();
    queues.send(
      queueArn,
      JSON.stringify({ record: makeStreamRecord({ userId: 'olga', itemId: 'book-1', timestamp: at(0) }) }),
    );
    const answer = await replayDeadLetters(1, {
      ...dependencies,
      replayRecords: () => Promise.reject(new Error('arn:aws:lambda:secret')),
    });
    expect(answer).toMatchObject({ replayed: 0, waiting: 1, failures: [{ code: 'UNAVAILABLE' }] });
    expect(JSON.stringify(answer)).not.toContain('arn:');
    expect(troubles).toEqual(['Records were not replayed']);
  });

  it('are seen without being taken away, with when they were sent', async () => {
    const { queues, messages } = await setUp();
    for (let index = 0; index < 12; index += 1) queues.send(queueArn, JSON.stringify({ reason: `r${index}` }));
    const taken = await messages.take(11, 0);
    expect(taken).toHaveLength(11);
    expect(await messages.waiting()).toBe(1);
    await messages.giveBack(taken);
    expect(await messages.waiting()).toBe(12);
    const { letter, replayable } = readDeadLetter(taken[0]);
    expect([letter.kind, replayable]).toEqual(['UNKNOWN', undefined]);
    expect(Math.abs(Date.parse(letter.sentAt!) - Date.now())).toBeLessThan(60_000);
  });
});
