import type { DynamoDBRecord } from 'aws-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { addCounts, aggregateCounts } from './countTrends.ts';
import { Counters } from './Counters.ts';
import { createTrendFolding } from './createTrendFolding.ts';
import { listenersOf } from './listenersOf.ts';
import { toRecordedInteraction } from './RecordedInteraction.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import { HandledRecords } from './HandledRecords.ts';
import { oldestCounted } from './timeBuckets.ts';
import { startWorkflows } from './startWorkflows.ts';
import type { StartWorkflow } from './startWorkflows.ts';

export interface OnInteractionDependencies {
  client: DynamoDBDocumentClient;
  userDataTable: string;
  catalogueTable: string;
  countersTable: string;
  shards: number;
  startWorkflow: StartWorkflow;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Told of what went wrong without failing a record. */
  onTrouble: (what: string, cause: unknown) => void;
}

export interface BatchOutcome {
  /** Stream event id to the error of a record that must be delivered again. */
  failures: Map<string, Error>;
  /** Records dealt with in an earlier delivery. */
  redelivered: number;
  /** Executions of the workflow. */
  started: number;
}

/**
 * Makes the function that deals with a batch of stream records. Pushes come first, because somebody waits for them; then
 * trends. A record is counted and marked as handled only when nothing of it failed, so that a record that is delivered
 * again is either dropped or starts from the beginning.
 */
export function createOnInteraction(dependencies: OnInteractionDependencies) {
  const { client, userDataTable, countersTable, shards, startWorkflow, clock, onTrouble } = dependencies;
  const handledRecords = new HandledRecords(client, countersTable);
  const counters = new Counters(client, countersTable);
  const fold = createTrendFolding({ ...dependencies, counters });
  return async (records: DynamoDBRecord[]): Promise<BatchOutcome> => {
    const { interactions: received, failures } = parse(records);
    // An import brings years of history through the stream: it costs nothing but the parsing.
    const interactions = received.filter((interaction) => isRecentSign(interaction, clock()));
    if (interactions.length === 0) return { failures, redelivered: 0, started: 0 };
    const userIds = [...new Set(interactions.map(({ userId }) => userId))];
    const [handled, listeners] = await Promise.all([
      handledRecords.among(interactions.map(({ streamEventId }) => streamEventId)),
      listenersOf(client, userDataTable, userIds, clock()),
    ]);
    const fresh = interactions.filter(({ streamEventId }) => !handled.has(streamEventId));
    const fail = (affected: (interaction: RecordedInteraction) => Error | undefined): void => {
      for (const interaction of fresh) {
        const error = affected(interaction);
        if (error) failures.set(interaction.streamEventId, error);
      }
    };

    const { started, failed } = await startWorkflows(startWorkflow, fresh, listeners);
    fail(({ userId }) => failed.get(userId));

    const toCount = fresh.filter(({ streamEventId }) => !failures.has(streamEventId));
    const updates = aggregateCounts(toCount, shards, clock());
    const notCounted = await addCounts(client, countersTable, updates);
    counters.forget(updates.map(({ pk }) => pk));
    fail(({ itemId }) => notCounted.get(itemId));

    const done = fresh.map(({ streamEventId }) => streamEventId).filter((id) => !failures.has(id));
    await handledRecords.add(done, clock());
    // The next fold takes in what this one misses.
    await fold(clock()).catch((error: unknown) => onTrouble('Trends were not folded', error));
    return { failures, redelivered: handled.size, started };
  };
}

/**
 * Whether a trend or a listener can be waiting for it, by when it happened or was recorded. What was shown to a user is
 * no reason to show something else.
 */
function isRecentSign({ eventType, timestamp, recordedAt }: RecordedInteraction, now: number): boolean {
  return eventType !== 'IMPRESSION' && now - Math.max(Date.parse(timestamp), Date.parse(recordedAt)) <= oldestCounted;
}

/** The interactions of a batch, each stream record once. */
function parse(records: DynamoDBRecord[]): { interactions: RecordedInteraction[]; failures: Map<string, Error> } {
  const interactions = new Map<string, RecordedInteraction>();
  const failures = new Map<string, Error>();
  for (const record of records) {
    try {
      const interaction = toRecordedInteraction(record);
      interactions.set(interaction.streamEventId, interaction);
    } catch (error) {
      failures.set(record.eventID ?? '', error as Error);
    }
  }
  return { interactions: [...interactions.values()], failures };
}
