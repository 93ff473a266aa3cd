import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDynoxide } from '../../../emulator/test/helpers/startEngine.ts';
import { createOnInteraction } from '../../../functions/on-interaction/onInteraction.ts';
import { counterPartitionKey, presenceSortKey, seenPrefix, userPartitionKey } from '../../../schema/contract/keys.ts';
import { countedAs, metricPartitionKey } from '../../../schema/contract/metrics.ts';
import { FaultProxy } from '../../helpers/FaultProxy.ts';
import { makeStreamRecord } from '../../helpers/makeStreamRecord.ts';
import { onInteractionDependencies } from '../../helpers/onInteractionDependencies.ts';
import { startTables } from '../../helpers/startTables.ts';
import type { TestTables } from '../../helpers/startTables.ts';
import { seededRandom } from '../../model/kernels/seededRandom.ts';
import { listId } from './helpers/startStream.ts';

const seed = Number(process.env.SEED ?? 20261128);
const now = Date.parse('2026-11-21T12:10:00.000Z');
const timestamp = new Date(now).toISOString();
const weights = { VIEW: 1, LIKE: 3, PURCHASE: 5 };

describe.skipIf(!hasDynoxide)(`on-interaction while the database fails (SEED=${seed})`, () => {
  let tables: TestTables;
  let proxy: FaultProxy;
  let client: DynamoDBClient;
  const random = seededRandom(seed);

  beforeAll(async () => {
    tables = await startTables();
    proxy = await FaultProxy.start(tables.endpoint, random);
    client = new DynamoDBClient({
      endpoint: proxy.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client?.destroy();
    await proxy?.stop();
    await tables?.stop();
  });

  const countersOf = async (granularity: string): Promise<Map<string, number>> => {
    const sums = new Map<string, number>();
    for (const shard of [0, 1]) {
      const pk = counterPartitionKey(granularity, '2026-11-21T12:00', shard);
      for (const { sk, count } of await tables.partition(tables.counters, pk)) {
        sums.set(sk as string, (sums.get(sk as string) ?? 0) + (count as number));
      }
    }
    return sums;
  };

  it('counts every interaction once, whatever part of a batch fails, and keeps all that was seen', async () => {
    const recommendationId = listId(Date.parse(timestamp));
    const types = Object.keys(weights) as (keyof typeof weights)[];
    const made = Array.from({ length: 600 }, () => {
      const user = Math.floor(random() * 60);
      const itemId = `item-${Math.floor(random() ** 2 * 25)}`;
      const eventType = types[Math.floor(random() * types.length)];
      return {
        user,
        itemId,
        eventType,
        record: makeStreamRecord({ userId: `u${user}`, itemId, eventType, timestamp, recommendationId }),
      };
    });
    await tables.put(
      tables.userData,
      ...Array.from({ length: 30 }, (_, user) => ({
        pk: userPartitionKey(`u${user}`),
        sk: presenceSortKey,
        'placement#home': now / 1000 + 600,
      })),
    );
    const started = new Set<string>();
    proxy.share = 0.4;
    // Two shards of the stream at once, as Lambda reads them: retried from the first failure on, halved, or broken off.
    await Promise.all(
      [0, 1].map(async (shard) => {
        const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
        const onInteraction = createOnInteraction(
          onInteractionDependencies(tables, () => now, {
            client: document,
            // The same rows for both, so that their transactions meet.
            shards: 2,
            startWorkflow: async ({ userId }) => {
              if (random() < 0.1) throw new Error('ThrottlingException');
              started.add(userId);
            },
            onTrouble: () => undefined,
          }),
        );
        // As Lambda does: from the first failure on again, in halves when the first record failed or nothing was told.
        const deliver = async (records: DynamoDBRecord[]): Promise<void> => {
          const { failures } = await onInteraction(records);
          // The function was stopped before it could answer.
          const isBrokenOff = random() < 0.15;
          const first = isBrokenOff ? 0 : records.findIndex(({ eventID }) => failures.has(eventID ?? ''));
          if (first === -1) return;
          if (first > 0 || records.length === 1) return deliver(records.slice(first));
          const middle = Math.ceil(records.length / 2);
          await deliver(records.slice(0, middle));
          await deliver(records.slice(middle));
        };
        const ofShard = made.filter(({ user }) => user % 2 === shard).map(({ record }) => record);
        for (let start = 0; start < ofShard.length; start += 100) {
          await deliver(ofShard.slice(start, start + 100));
        }
      }),
    );
    expect(Math.min(...Object.values(proxy.struck))).toBeGreaterThan(0);

    const ofUsers = new Map<string, number>();
    for (const { user, itemId, eventType } of made) {
      const key = JSON.stringify([user, itemId]);
      ofUsers.set(key, Math.min(5, (ofUsers.get(key) ?? 0) + weights[eventType]));
    }
    const recount = new Map<string, number>();
    for (const [key, weight] of ofUsers) {
      const [, itemId] = JSON.parse(key) as [number, string];
      recount.set(itemId, (recount.get(itemId) ?? 0) + weight);
    }
    const sorted = (counts: Map<string, number>): [string, number][] => [...counts].sort();
    expect(sorted(await countersOf('HALF_HOUR'))).toEqual(sorted(recount));
    expect(sorted(await countersOf('QUARTER_DAY'))).toEqual(sorted(recount));
    // What counts for the list, each thing once for a person: other rows, which both shards write to.
    const things = new Set(
      made.flatMap(({ user, itemId, eventType }) =>
        Object.hasOwn(countedAs, eventType) ? [JSON.stringify([countedAs[eventType], user, itemId])] : [],
      ),
    );
    const sums = new Map<string, number>();
    for (const thing of things) {
      const [kind] = JSON.parse(thing) as [string];
      sums.set(kind, (sums.get(kind) ?? 0) + 1);
    }
    const metrics = (await tables.partition(tables.feedback, metricPartitionKey('home'))).filter(
      ({ sk }) => !(sk as string).endsWith('#ITEMS'),
    );
    expect(metrics).toMatchObject([Object.fromEntries(sums)]);
    expect(started.size).toBe(new Set(made.filter(({ user }) => user < 30).map(({ user }) => user)).size);
    for (let user = 0; user < 60; user += 1) {
      const rows = await tables.partition(tables.userData, userPartitionKey(`u${user}`));
      const day = rows.find(({ sk }) => (sk as string).startsWith(seenPrefix));
      const kept = (JSON.parse(day?.items as string) as [string, number][]).map(([itemId]) => itemId);
      const seen = new Set(made.filter((one) => one.user === user).map(({ itemId }) => itemId));
      expect(kept.sort()).toEqual([...seen].sort());
    }
  });
});
