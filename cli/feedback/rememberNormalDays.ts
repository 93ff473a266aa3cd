import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Random } from '../../data/demo/Random.ts';
import { AnomalyGuard, type GuardRow } from '../../experiments/anomalies/AnomalyGuard.ts';
import { userTests } from '../../experiments/anomalies/userScores.ts';
import { guardPartitionKey, type GuardInstanceRow } from '../../schema/contract/anomalies.ts';
import { affinity } from '../../simulation/chances.ts';
import { react } from '../../simulation/react.ts';
import { visitsBetween } from '../../simulation/visits.ts';
import { createWorld, type World } from '../../simulation/World.ts';

const day = 86_400_000;
const days = 6;
const people = 20_000;
/** Of so many items the shop of those days showed the ones that a person likes best, in as many lists. */
const considered = 10;
const listLength = 5;
const lists = 2;

/**
 * Gives the anomaly guard a past: at its stated rate of false alarms it raises none before it has seen 10,000 visits.
 * Those are simulated, at the pace of the demonstration: all that a person does at a visit arrives at once. Of items it
 * is told nothing, since in minutes no item has ten thousand evenings: the tests of items keep silent.
 */
export async function rememberNormalDays(
  client: DynamoDBClient,
  feedbackTable: string,
  { seed, items }: World,
  now: number,
): Promise<void> {
  const { histograms, ...row } = normalDays(createWorld({ seed: seed + 1, start: now, people, items }), now);
  const ofUsers = Object.fromEntries(userTests.map((test) => [test, histograms[test]]));
  const guard: GuardRow = { ...row, histograms: ofUsers, users: {}, items: {} };
  const Item: GuardInstanceRow = {
    pk: guardPartitionKey,
    sk: 'normal-days',
    guard: JSON.stringify(guard),
    // Of an instance that ended long ago, so that the next one takes it over.
    writtenAt: 0,
    expiresAt: Math.floor((now + day) / 1000),
  };
  await DynamoDBDocumentClient.from(client).send(new PutCommand({ TableName: feedbackTable, Item }));
}

function normalDays(world: World, now: number): GuardRow {
  const guard = new AnomalyGuard();
  const random = new Random(world.seed);
  for (const { person, time } of visitsBetween(world, now - days * day, now)) {
    for (let list = 0; list < lists; list += 1) {
      const offered = Array.from({ length: considered }, () => random.pick(world.items).record.itemId as string);
      const shown = [...new Set(offered)]
        .map((itemId) => ({ itemId, liking: affinity(world, person, world.itemIndex.get(itemId)!, time) }))
        .sort((one, other) => other.liking - one.liking)
        .slice(0, listLength)
        .map(({ itemId }) => itemId);
      for (const { userId, itemId, eventType } of react(world, person, shown, time, random)) {
        if (eventType !== 'IMPRESSION') guard.observe({ userId, itemId, recordedAt: time, isNewUser: false });
      }
    }
    guard.tidy(time);
  }
  guard.tidy(now);
  return guard.toRow();
}
