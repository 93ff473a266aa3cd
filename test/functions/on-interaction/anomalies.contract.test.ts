import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Random } from '../../../data/demo/Random.ts';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { AnomalyGuard } from '../../../experiments/anomalies/AnomalyGuard.ts';
import type { GuardEvent } from '../../../experiments/anomalies/AnomalyGuard.ts';
import { InvalidEventError } from '../../../functions/on-interaction/errors.ts';
import { parseEvent } from '../../../functions/on-interaction/parseEvent.ts';
import {
  anomaliesPartitionKey,
  guardPartitionKey,
  heldPartitionKey,
  suspectItemSortKey,
  suspectSortKey,
} from '../../../schema/contract/anomalies.ts';
import type { AnomalyRow } from '../../../schema/contract/anomalies.ts';
import { experimentsPartitionKey, variantSortKey } from '../../../schema/contract/feedback.ts';
import { seenDaySortKey, userPartitionKey } from '../../../schema/contract/keys.ts';
import { newAccounts, patternBot, rateBot } from '../../../simulation/attackers.ts';
import type { SimulatedEvent } from '../../../simulation/react.ts';
import type { World } from '../../../simulation/World.ts';
import { behaviourStart, normalBehaviour } from '../../experiments/helpers/normalBehaviour.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { listId, startStream } from './helpers/startStream.ts';
import type { Stream } from './helpers/startStream.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 3);
console.log(`anomalies on the stream: seed ${seed}`);
const hour = 60 * 60 * 1000;
const day = 24 * hour;
const alarmRate = 0.002;
const start = behaviourStart + 15 * day;

const toRecord = ({ userId, itemId, eventType, timestamp }: SimulatedEvent): DynamoDBRecord =>
  makeStreamRecord({
    userId,
    itemId,
    eventType,
    timestamp: new Date(timestamp).toISOString(),
    recommendationId: listId(timestamp - hour),
    position: 0,
  });

describe.skipIf(!hasDynoxide)('the anomaly guard on the stream', () => {
  let world: World;
  let normal: GuardEvent[];
  let learned: string;
  let knownBefore: Set<string>;
  let tables: TestTables;
  let now: number;
  let stream: Stream;
  const random = (): Random => new Random(seed);
  const quietItem = (): string => world.items[17].record.itemId as string;

  /** In batches, each at the time of its last record. */
  const deliver = async (records: DynamoDBRecord[], to = stream): Promise<void> => {
    for (let from = 0; from < records.length; from += 50) {
      const batch = records.slice(from, from + 50);
      now = Math.max(now, ...batch.map(({ dynamodb }) => dynamodb!.ApproximateCreationDateTime! * 1000));
      expect(await to.deliver(batch)).toEqual(new Map());
    }
  };
  const marks = async (): Promise<AnomalyRow[]> =>
    (await tables.partition(tables.feedback, anomaliesPartitionKey)) as unknown as AnomalyRow[];
  const held = (anomalyId: string) => tables.partition(tables.feedback, heldPartitionKey(anomalyId));
  const suspects = async (userId: string) =>
    (await tables.partition(tables.userData, userPartitionKey(userId))).filter(({ sk }) =>
      (sk as string).startsWith(suspectSortKey),
    );
  /** Every counter of trends, and every sum of lists. */
  const counted = async (of: TestTables, by: Stream) => {
    const { Items = [] } = await of.client.send(new ScanCommand({ TableName: of.counters }));
    const counters = Items.filter(({ pk }) => (pk as string).startsWith('COUNT#'))
      .map(({ pk, sk, count }): [string, number] => [`${pk} ${sk}`, count as number])
      .sort();
    return { counters, sums: await by.sums() };
  };
  const clear = async ({ pk, sk }: AnomalyRow): Promise<void> => {
    await tables.client.send(
      new UpdateCommand({
        TableName: tables.feedback,
        Key: { pk, sk },
        UpdateExpression: 'SET clearedAt = :now',
        ExpressionAttributeValues: { ':now': new Date(now).toISOString() },
      }),
    );
  };

  beforeAll(() => {
    const behaviour = normalBehaviour(seed, 900, 16);
    ({ world } = behaviour);
    normal = behaviour.events.filter(({ recordedAt }) => recordedAt >= start - hour && recordedAt < start + 12 * hour);
    knownBefore = new Set(
      behaviour.events.filter(({ recordedAt }) => recordedAt < start - hour).map(({ userId }) => userId),
    );
    // Instances come and go, so what they have learned is of items whose past is not known, too.
    let guard = new AnomalyGuard(undefined, { alarmRate });
    const earlier = behaviour.events.filter(({ recordedAt }) => recordedAt < start - 2 * hour);
    for (const [index, event] of earlier.entries()) {
      if (index % 2000 === 1999) guard = new AnomalyGuard(guard.toRow(), { alarmRate });
      guard.observe(event);
      if (index % 100 === 99) guard.tidy(event.recordedAt);
    }
    learned = JSON.stringify(guard.toRow());
  });
  beforeEach(async () => {
    tables = await startTables();
    now = start;
    stream = startStream(tables, () => now, { alarmRate });
    // What an instance had learned that ended.
    const row = { guard: learned, writtenAt: start - 2 * hour, expiresAt: start / 1000 + 3600 };
    await tables.put(tables.feedback, { pk: guardPartitionKey, sk: 'ended', ...row });
  });
  afterEach(() => tables.stop());

  it('gives what it held back to experiments as well, when it is cleared', async () => {
    const variants = JSON.stringify([{ variant: 'high', share: 5000 }]);
    await tables.put(tables.feedback, { pk: experimentsPartitionKey, sk: 'prices', status: 'RUNNING', variants });
    await deliver(rateBot(world, { random: random(), start, events: 60 }).map(toRecord));
    const [mark] = await marks();
    const timestamp = new Date(now + 1000).toISOString();
    const did = (eventType: string) =>
      makeStreamRecord({
        userId: 'rate-bot',
        itemId: quietItem(),
        eventType,
        timestamp,
        recommendationId: listId(now, 7, { experimentId: 'prices', variant: 'high' }),
        position: 0,
      });
    await deliver([did('IMPRESSION'), did('CLICK')]);
    const exposure = async () =>
      (await tables.partition(tables.userData, userPartitionKey('rate-bot'))).find(
        ({ sk }) => sk === variantSortKey('prices'),
      );
    expect(await exposure()).toBeUndefined();
    await clear(mark);
    await stream.countHeld(mark.sk);
    expect(await exposure()).toMatchObject({ variant: 'high', exposedAt: timestamp, clickedAt: timestamp });
  });

  it('marks a bot within few events; what it does then counts for nothing until it is cleared, and then as of when it happened', async () => {
    const attack = rateBot(world, { random: random(), start, events: 150 }).map(toRecord);
    const people = [
      makeStreamRecord({ userId: 'ada', itemId: quietItem(), timestamp: new Date(start + 90_000).toISOString() }),
    ];
    await deliver([...attack, ...people]);

    const [mark, ...others] = await marks();
    expect(others).toEqual([]);
    expect(mark).toMatchObject({ kind: 'USER_RATE', subject: 'rate-bot' });
    console.log(`  marked after ${mark.events} events, score ${mark.score.toFixed(1)}`);
    expect(mark.events).toBeLessThanOrEqual(30);
    expect(await suspects('rate-bot')).toMatchObject([{ sk: suspectSortKey, open: new Set([mark.sk]) }]);
    expect(await held(mark.sk)).toHaveLength(150 - mark.events + 1);
    const before = await counted(tables, stream);
    expect(Object.values(before.sums)[0].clicks0).toBeLessThan(mark.events);

    // Only what is cleared counts.
    expect(await stream.countHeld(mark.sk)).toEqual({ counted: 0, remaining: false });
    await clear(mark);
    expect(await stream.countHeld(mark.sk)).toEqual({ counted: 150 - mark.events + 1, remaining: false });
    expect(await stream.countHeld(mark.sk)).toEqual({ counted: 0, remaining: false });
    expect(await held(mark.sk)).toEqual([]);
    expect((await suspects('rate-bot')).map(({ open }) => open)).toEqual([undefined]);

    const unwatched = await startTables();
    const other = startStream(unwatched, () => now, { alarmRate: 0 });
    await deliver([...attack, ...people], other);
    expect(await counted(tables, stream)).toEqual(await counted(unwatched, other));
    await unwatched.stop();
  });

  it('marks a bot that goes round, and leaves people alone', async () => {
    const planted = patternBot(world, { random: random(), start, events: 60 }).map(toRecord);
    await deliver(planted);
    const [mark] = await marks();
    expect(mark.subject).toBe('pattern-bot');
    expect(['REPETITION', 'REGULARITY']).toContain(mark.kind);
    expect(mark.events).toBeLessThanOrEqual(40);
  });

  it('marks nobody for what was recorded hours before it was written: an import brings yesterday at one go', async () => {
    const attack = rateBot(world, { random: random(), start: start - 10 * hour, events: 60 }).map(toRecord);
    for (const { dynamodb } of attack) dynamodb!.ApproximateCreationDateTime = start / 1000;
    await deliver(attack);
    expect(await marks()).toEqual([]);
  });

  it('marks an item that new accounts come for; only what new users do with it is held back', async () => {
    const itemId = quietItem();
    const known = Array.from({ length: 3 }, (_, user) => `known-${user}`);
    now = start - 2 * hour;
    const record = (userId: string, timestamp: number, item = itemId) =>
      makeStreamRecord({ userId, itemId: item, timestamp: new Date(timestamp).toISOString() });
    await deliver(known.map((userId) => record(userId, start - 2 * hour, `of ${userId}`)));
    await deliver(newAccounts(itemId, { random: random(), start, events: 60 }).map(toRecord));
    const mark = (await marks()).find(({ kind }) => kind === 'NEW_USERS');
    expect(mark).toMatchObject({ subject: itemId });
    expect(mark!.events).toBeLessThanOrEqual(15);
    expect(await held(mark!.sk)).toHaveLength(60 - mark!.events + 1);
    expect(await suspects('new-account-60')).toMatchObject([
      { sk: suspectItemSortKey(itemId), userId: 'new-account-60', itemId, open: new Set([mark!.sk]) },
    ]);

    // Those who were there before, and other items.
    await deliver([...known.map((userId) => record(userId, now)), record('new-account-60', now, 'other')]);
    expect(await suspects('known-0')).toEqual([]);
    expect(await held(mark!.sk)).toHaveLength(60 - mark!.events + 1);

    await clear(mark!);
    expect(await stream.countHeld(mark!.sk)).toMatchObject({ counted: 60 - mark!.events + 1 });
    expect((await suspects('new-account-60')).map(({ open }) => open)).toEqual([undefined]);
  });

  it('holds back by marks of other instances, and counts what came between clearing and reading of it', async () => {
    const attack = rateBot(world, { random: random(), start, events: 100 }).map(toRecord);
    await deliver(attack.slice(0, 50));
    const [mark] = await marks();
    const other = startStream(tables, () => now, { alarmRate, instance: 'other' });
    await deliver(attack.slice(50, 75), other);
    expect(await held(mark.sk)).toHaveLength(75 - mark.events + 1);

    await clear(mark);
    expect(await stream.countHeld(mark.sk)).toMatchObject({ counted: 75 - mark.events + 1 });
    // The other one has not read of it yet.
    await deliver(attack.slice(75, 80), other);
    expect(await held(mark.sk)).toHaveLength(5);
    now += 61_000;
    await deliver([makeStreamRecord({ userId: 'ada', itemId: 'i', timestamp: new Date(now).toISOString() })], other);
    expect(await held(mark.sk)).toEqual([]);
  });

  it('takes over what ended instances have learned, and writes its own once a minute', async () => {
    const record = (after: number) =>
      makeStreamRecord({ userId: 'ada', itemId: `i${after}`, timestamp: new Date(start + after).toISOString() });
    await deliver([record(0)]);
    await deliver([record(30_000)]);
    const rows = await tables.partition(tables.feedback, guardPartitionKey);
    expect(rows.map(({ sk, writtenAt }) => [sk, writtenAt])).toEqual([['test', start]]);
    await deliver([record(60_000)]);
    expect((await tables.partition(tables.feedback, guardPartitionKey))[0].writtenAt).toBe(start + 60_000);
    // One that lives is known, and left alone.
    await deliver(
      [record(61_000)],
      startStream(tables, () => now, { instance: 'second' }),
    );
    const both = await tables.partition(tables.feedback, guardPartitionKey);
    expect(both.map(({ sk }) => sk)).toEqual(['second', 'test']);
    expect(JSON.parse(both[0].guard as string)).toMatchObject({ histograms: { USER_RATE: {} } });
  });

  it('marks no more of normal behaviour than stated', async () => {
    const records = normal.map(({ userId, itemId, recordedAt }) =>
      toRecord({ userId, itemId, eventType: 'VIEW', timestamp: recordedAt }),
    );
    await tables.put(
      tables.userData,
      ...[...knownBefore].map((userId) => ({ pk: userPartitionKey(userId), sk: seenDaySortKey('2026-09-01') })),
    );
    await deliver(records);
    const spells = new Set(normal.flatMap(({ userId, itemId }) => [userId, itemId])).size;
    const found = (await marks()).length;
    console.log(
      `  ${(await marks())
        .map(({ kind }) => kind)
        .sort()
        .join(' ')}`,
    );
    console.log(`  ${found} marks in ${records.length} events of at least ${spells} spells`);
    // Five tests, each at the stated rate.
    const expected = 5 * alarmRate * spells;
    expect(found).toBeLessThanOrEqual(expected + 3 * Math.sqrt(expected));
  });

  it('works without what it cannot read', async () => {
    await tables.put(
      tables.feedback,
      { pk: guardPartitionKey, sk: 'broken', guard: '{', writtenAt: 0 },
      { pk: anomaliesPartitionKey, sk: new Date(start).toISOString() },
      { pk: heldPartitionKey('gone'), sk: 'stream-x', interaction: 'none' },
      { pk: anomaliesPartitionKey, sk: 'gone', kind: 'ITEM_RATE', subject: 'i', clearedAt: 'now' },
    );
    await deliver([makeStreamRecord({ userId: 'ada', itemId: 'i', timestamp: new Date(start).toISOString() })]);
    expect(await stream.countHeld('gone')).toEqual({ counted: 0, remaining: false });
    expect(stream.skipped).toEqual(['Held interactions of another form']);
    expect(await stream.countHeld('nothing')).toEqual({ counted: 0, remaining: false });
    expect(() => parseEvent({ kind: 'COUNT_HELD' })).toThrow(InvalidEventError);
    expect(() => parseEvent(null)).toThrow(InvalidEventError);
    expect(() => parseEvent({ kind: 'REPLAY', records: [] })).toThrow(InvalidEventError);
    expect(() => parseEvent({ kind: 'REPLAY', records: [{ dynamodb: {} }] })).toThrow(/eventID/);
    const replay = { kind: 'REPLAY', records: [{ eventID: 'e-1', dynamodb: { Keys: {} } }] };
    expect(parseEvent(replay)).toEqual(replay);
  });
});
