import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readItemIds } from '../../data/load/readItemIds.ts';
import { writeInteractions } from '../../data/write/writeInteractions.ts';

/** Interactions of each. */
export const historyOfCrowd = 5;
const peopleAtOnce = 2000;
const pause = 60_000;

/** Writes people who are in the store and never ask, `crowd<from>` to before `crowd<to>`, with histories of one length. */
export async function crowd(
  client: DynamoDBClient,
  { catalogue, userData }: { catalogue: string; userData: string },
  { from, to }: { from: number; to: number },
): Promise<void> {
  const itemIds = [...(await readItemIds(client, catalogue))];
  const end = Date.now() - 24 * 3600 * 1000;
  for (let first = from; first < to; first += peopleAtOnce) {
    const people = Array.from({ length: Math.min(peopleAtOnce, to - first) }, (_, index) => first + index);
    const records = people.flatMap((person) =>
      Array.from({ length: historyOfCrowd }, (_, event) => ({
        userId: `crowd${person}`,
        itemId: itemIds[(person * 31 + event * 7) % itemIds.length],
        eventType: 'VIEW' as const,
        timestamp: new Date(end - event * pause).toISOString(),
      })),
    );
    await writeInteractions(client, userData, records);
  }
}
