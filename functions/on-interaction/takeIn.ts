import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { counterUpdates, toCounterAction, weightOf } from './countTrends.ts';
import type { CounterUpdate } from './countTrends.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import type { UserDays } from './UserDays.ts';
import type { UserDay } from './UserDay.ts';
import { writeTogether } from './writeTogether.ts';

export interface TakingIn {
  client: DynamoDBDocumentClient;
  userDataTable: string;
  countersTable: string;
  /** Which of the partitions of each time bucket this instance counts in. */
  shard: number;
  /** Told of counters that cannot be added to. */
  onSkipped: (what: string, count: number) => void;
}

export interface TakenIn {
  /** User to the error because of which nothing more of them was taken in. */
  failed: Map<string, Error>;
  /** Partitions of counters that were written to. */
  countedIn: Set<string>;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const mostActions = 100;
/** What one interaction adds to a transaction at most: a day, a row for what the day has no room for, two counters. */
const mostActionsOfOne = 4;

interface Chunk {
  interactions: RecordedInteraction[];
  days: Set<UserDay>;
  counters: Map<string, CounterUpdate>;
}

/**
 * Counts interactions and notes that they were: one act, for as many interactions as a transaction has room for. What a
 * transaction does not write, the next delivery of its records does.
 * @param interactions none that was taken in before, in the order of the stream
 * @param now milliseconds since 1970
 */
export async function takeIn(
  interactions: RecordedInteraction[],
  days: UserDays,
  now: number,
  { client, userDataTable, countersTable, shard, onSkipped }: TakingIn,
): Promise<TakenIn> {
  const failed = new Map<string, Error>();
  const countedIn = new Set<string>();
  const write = async ({ interactions: written, days: changed, counters }: Chunk): Promise<void> => {
    const required = [...changed].flatMap((day) => day.toActions(userDataTable));
    const updates = [...counters.values()].filter(({ count }) => count !== 0);
    try {
      const optional = updates.map((update) => toCounterAction(countersTable, update));
      const skipped = await writeTogether(client, required, optional);
      if (skipped > 0) onSkipped('Counters of another form', skipped);
      for (const { pk } of updates) countedIn.add(pk);
    } catch (error) {
      for (const { userId } of written) failed.set(userId, error as Error);
    }
  };
  let chunk = emptyChunk();
  for (const interaction of interactions) {
    // Later records of a user must not be noted before earlier ones.
    if (failed.has(interaction.userId)) continue;
    if (chunk.interactions.length > 0 && sizeOf(chunk) + mostActionsOfOne > mostActions) {
      await write(chunk);
      chunk = emptyChunk();
      if (failed.has(interaction.userId)) continue;
    }
    add(interaction, days.of(interaction, now), chunk);
  }
  if (chunk.interactions.length > 0) await write(chunk);
  return { failed, countedIn };

  function add(interaction: RecordedInteraction, day: UserDay, to: Chunk): void {
    const added = day.takeIn(interaction, weightOf(interaction, now), now);
    to.interactions.push(interaction);
    to.days.add(day);
    for (const update of counterUpdates(interaction, added, shard, now)) {
      const key = JSON.stringify([update.pk, update.itemId]);
      to.counters.set(key, { ...update, count: update.count + (to.counters.get(key)?.count ?? 0) });
    }
  }
}

const emptyChunk = (): Chunk => ({ interactions: [], days: new Set(), counters: new Map() });

const sizeOf = ({ days, counters }: Chunk): number => counters.size + [...days].reduce((sum, day) => sum + day.size, 0);
