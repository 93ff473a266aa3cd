import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Attribution } from './attributionOf.ts';
import { counterUpdates, toCounterAction } from './countTrends.ts';
import type { CounterUpdate } from './countTrends.ts';
import { MetricSums } from './MetricSums.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import type { ShownLists } from './ShownLists.ts';
import type { TransactionAction, UserDay } from './UserDay.ts';
import type { UserRows } from './UserRows.ts';
import { writeTogether } from './writeTogether.ts';

export interface TakingIn {
  client: DynamoDBDocumentClient;
  userDataTable: string;
  countersTable: string;
  feedbackTable: string;
  /** Which of the partitions of each time bucket this instance counts in. */
  shard: number;
  /** Which of the rows of an origin this instance counts in. */
  metricShard: number;
  /** Told of counters that cannot be added to. */
  onSkipped: (what: string, count: number) => void;
}

/** An interaction and what it counts for. */
export interface Intake {
  interaction: RecordedInteraction;
  /** What it weighs in trends; undefined for an impression, which nothing else is noted of. */
  weight: number | undefined;
  /** The list that it counts for. */
  attribution?: Attribution;
  /** What is written if, and only if, it is taken in. */
  also?: TransactionAction[];
}

export interface TakenIn {
  /** User to the error because of which nothing more of them was taken in. */
  failed: Map<string, Error>;
  /** Partitions of counters that were written to. */
  countedIn: Set<string>;
  /** What counted for a list: each thing once, in whichever delivery. */
  counted: Attribution[];
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const mostActions = 100;
/**
 * What one interaction adds to a transaction at most: a day, a row for what the day has no room for, two counters, what
 * was counted of the user's lists, two rows of sums, and two that are written with it.
 */
const mostActionsOfOne = 9;

interface Chunk {
  interactions: RecordedInteraction[];
  days: Set<UserDay>;
  shown: Set<ShownLists>;
  /** By key: a transaction writes each row once. */
  also: Map<string, TransactionAction>;
  counters: Map<string, CounterUpdate>;
  sums: MetricSums;
  counted: Attribution[];
}

/**
 * Counts interactions and notes that they were: one act, for as many interactions as a transaction has room for. What a
 * transaction does not write, the next delivery of its records does.
 * @param intakes none that was taken in before, in the order of the stream
 * @param now milliseconds since 1970
 */
export async function takeIn(
  intakes: Intake[],
  rows: UserRows,
  now: number,
  { client, userDataTable, countersTable, feedbackTable, shard, metricShard, onSkipped }: TakingIn,
): Promise<TakenIn> {
  const taken: TakenIn = { failed: new Map(), countedIn: new Set(), counted: [] };
  const write = async ({ interactions, days, shown, also, counters, sums, counted }: Chunk): Promise<void> => {
    const required = [
      ...[...days].flatMap((day) => day.toActions(userDataTable)),
      ...[...shown].map((lists) => lists.toAction(userDataTable)),
      ...also.values(),
    ];
    const updates = [...counters.values()].filter(({ count }) => count !== 0);
    const optional = [
      ...updates.map((update) => toCounterAction(countersTable, update)),
      ...sums.toActions(feedbackTable),
    ];
    if (required.length === 0) return;
    try {
      const skipped = await writeTogether(client, required, optional);
      if (skipped > 0) onSkipped('Counters of another form', skipped);
      for (const { pk } of updates) taken.countedIn.add(pk);
      taken.counted.push(...counted);
    } catch (error) {
      for (const { userId } of interactions) taken.failed.set(userId, error as Error);
    }
  };
  let chunk = emptyChunk(metricShard);
  for (const intake of intakes) {
    // Later records of a user must not be noted before earlier ones.
    if (taken.failed.has(intake.interaction.userId)) continue;
    if (chunk.interactions.length > 0 && sizeOf(chunk) + mostActionsOfOne > mostActions) {
      await write(chunk);
      chunk = emptyChunk(metricShard);
      if (taken.failed.has(intake.interaction.userId)) continue;
    }
    add(intake, chunk);
  }
  await write(chunk);
  return taken;

  function add({ interaction, weight, attribution, also }: Intake, to: Chunk): void {
    to.interactions.push(interaction);
    for (const action of also ?? []) to.also.set(JSON.stringify(keyOf(action)), action);
    if (weight !== undefined) {
      const day = rows.dayOf(interaction, now);
      const added = day.takeIn(interaction, weight, now);
      to.days.add(day);
      for (const update of counterUpdates(interaction, added, shard, now)) {
        const key = JSON.stringify([update.pk, update.itemId]);
        to.counters.set(key, { ...update, count: update.count + (to.counters.get(key)?.count ?? 0) });
      }
    }
    if (!attribution) return;
    const lists = rows.shownOf(attribution);
    if (!lists.note(attribution.mark)) return;
    to.shown.add(lists);
    to.sums.add(attribution);
    to.counted.push(attribution);
  }
}

/** The row that an action writes; of a Put it is in the item. */
function keyOf({ Put, Update, Delete }: TransactionAction): unknown[] {
  const { pk, sk } = (Update?.Key ?? Delete?.Key ?? Put?.Item) as Record<string, unknown>;
  return [Put?.TableName ?? Update?.TableName ?? Delete?.TableName, pk, sk];
}

const emptyChunk = (metricShard: number): Chunk => ({
  interactions: [],
  days: new Set(),
  shown: new Set(),
  also: new Map(),
  counters: new Map(),
  sums: new MetricSums(metricShard),
  counted: [],
});

const sizeOf = ({ days, shown, also, counters, sums }: Chunk): number =>
  counters.size + shown.size + also.size + sums.size + [...days].reduce((sum, day) => sum + day.size, 0);
