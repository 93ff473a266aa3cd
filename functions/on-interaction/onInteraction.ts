import type { DynamoDBRecord } from 'aws-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { longestTrendWindow } from '../../schema/contract/limits.ts';
import type { RecordVersion } from '../shared/createVersionMetrics.ts';
import { countByVersion } from './countByVersion.ts';
import { Counters } from './Counters.ts';
import { createTrendFolding } from './createTrendFolding.ts';
import { erasedAmong } from './erasedAmong.ts';
import { listenersOf } from './listenersOf.ts';
import { toRecordedInteraction } from './RecordedInteraction.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import { setAside } from './setAside.ts';
import type { SendToQueue } from './setAside.ts';
import { startWorkflows } from './startWorkflows.ts';
import type { StartWorkflow } from './startWorkflows.ts';
import { takeIn } from './takeIn.ts';
import { UserDays } from './UserDays.ts';

export interface OnInteractionDependencies {
  client: DynamoDBDocumentClient;
  userDataTable: string;
  catalogueTable: string;
  countersTable: string;
  /** Partitions of each time bucket's counters. */
  shards: number;
  /** The one of them that this instance counts in: instances that share a row wait for one another. */
  shard: number;
  startWorkflow: StartWorkflow;
  /** Keeps a record that cannot be dealt with. */
  sendToQueue: SendToQueue;
  /** Counts impressions and clicks of the versions of the model. */
  recordVersion: RecordVersion;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Told of what went wrong without failing a record. */
  onTrouble: (what: string, cause: unknown) => void;
  /** Told of rows that were passed over because of what is in them. */
  onSkipped: (what: string, count: number) => void;
}

export interface BatchOutcome {
  /** Stream event id to the error of a record that must be delivered again. */
  failures: Map<string, Error>;
  /** Records dealt with in an earlier delivery. */
  redelivered: number;
  /** Executions of the workflow. */
  started: number;
  /** Records sent to the queue of failures. */
  setAside: number;
}

/**
 * Makes the function that deals with a batch of stream records. Pushes come first, because somebody waits for them; then
 * the interactions are taken in, which is the last thing that happens to a record: one that is delivered again is either
 * dropped or starts from the beginning.
 */
export function createOnInteraction(dependencies: OnInteractionDependencies) {
  const {
    client,
    userDataTable,
    countersTable,
    startWorkflow,
    sendToQueue,
    recordVersion,
    clock,
    onTrouble,
    onSkipped,
  } = dependencies;
  const counters = new Counters(client, countersTable, onSkipped);
  const fold = createTrendFolding({ ...dependencies, counters });

  return async (records: DynamoDBRecord[]): Promise<BatchOutcome> => {
    const now = clock();
    const { interactions, impressions, failures } = parse(records);
    const outcome = await deal(interactions, failures, now);
    countByVersion([...impressions, ...outcome.fresh], recordVersion);
    const { redelivered, started } = outcome;
    return { failures, redelivered, started, setAside: await setAside(records, failures, now, sendToQueue) };
  };

  async function deal(
    interactions: RecordedInteraction[],
    failures: Map<string, Error>,
    now: number,
  ): Promise<{ redelivered: number; started: number; fresh: RecordedInteraction[] }> {
    if (interactions.length === 0) return { redelivered: 0, started: 0, fresh: [] };
    const recent = interactions.filter((interaction) => isRecent(interaction, now));
    const [erased, days, listeners] = await Promise.all([
      erasedAmong(client, userDataTable, [...new Set(interactions.map(({ userId }) => userId))]),
      UserDays.read(client, userDataTable, interactions, now),
      listenersOf(client, userDataTable, [...new Set(recent.map(({ userId }) => userId))], now),
    ]);
    const known = interactions.filter(({ userId }) => !erased.has(userId));
    const fresh = known.filter((interaction) => !days.of(interaction, now).hasTakenIn(interaction, now));
    const fail = (failed: Map<string, Error>): void => {
      for (const { userId, streamEventId } of fresh) {
        const error = failed.get(userId);
        if (error) failures.set(streamEventId, error);
      }
    };

    const pushes = await startWorkflows(
      startWorkflow,
      fresh.filter((interaction) => isRecent(interaction, now)),
      listeners,
    );
    fail(pushes.failed);

    const toTakeIn = fresh.filter(({ streamEventId }) => !failures.has(streamEventId));
    const taken = await takeIn(toTakeIn, days, now, dependencies);
    counters.forget(taken.countedIn);
    fail(taken.failed);

    // The next fold takes in what this one misses.
    if (recent.length > 0) {
      await fold(clock()).catch((error: unknown) => onTrouble('Trends were not folded', error));
    }
    // One that will be delivered again is counted then.
    const done = fresh.filter(({ streamEventId }) => !failures.has(streamEventId));
    return { redelivered: known.length - fresh.length, started: pushes.started, fresh: done };
  }
}

/**
 * Whether a trend or a listener can be waiting for it, by when it happened or was recorded: an import brings years of
 * history through the stream.
 */
function isRecent({ timestamp, recordedAt }: RecordedInteraction, now: number): boolean {
  return now - Math.max(Date.parse(timestamp), Date.parse(recordedAt)) <= longestTrendWindow;
}

/**
 * The interactions of a batch, each stream record once. Impressions are apart: what was shown to a user is no reason to
 * show something else.
 */
function parse(records: DynamoDBRecord[]): {
  interactions: RecordedInteraction[];
  impressions: RecordedInteraction[];
  failures: Map<string, Error>;
} {
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
  const all = [...interactions.values()];
  const isImpression = ({ eventType }: RecordedInteraction): boolean => eventType === 'IMPRESSION';
  return {
    interactions: all.filter((interaction) => !isImpression(interaction)),
    impressions: all.filter(isImpression),
    failures,
  };
}
