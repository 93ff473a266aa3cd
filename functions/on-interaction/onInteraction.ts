import type { DynamoDBRecord } from 'aws-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { longestTrendWindow } from '../../schema/contract/limits.ts';
import type { RecordVersion } from '../shared/createVersionMetrics.ts';
import { attributionOf } from './attributionOf.ts';
import type { Attribution } from './attributionOf.ts';
import { countByVersion } from './countByVersion.ts';
import { Counters } from './Counters.ts';
import { weightOf } from './countTrends.ts';
import type { RecordPlacements } from './createPlacementMetrics.ts';
import { createTrendFolding } from './createTrendFolding.ts';
import { listenersOf } from './listenersOf.ts';
import { MeasuredPlacements } from './MeasuredPlacements.ts';
import { toRecordedInteraction } from './RecordedInteraction.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import { ExposureNotes } from './noteExposures.ts';
import { setAside } from './setAside.ts';
import type { SendToQueue } from './setAside.ts';
import { ShownItems } from './ShownItems.ts';
import { startWorkflows } from './startWorkflows.ts';
import type { StartWorkflow } from './startWorkflows.ts';
import { takeIn } from './takeIn.ts';
import type { Intake } from './takeIn.ts';
import { UserRows } from './UserRows.ts';

export interface OnInteractionDependencies {
  client: DynamoDBDocumentClient;
  userDataTable: string;
  catalogueTable: string;
  countersTable: string;
  feedbackTable: string;
  /** Partitions of each time bucket's counters. */
  shards: number;
  /** The one of them that this instance counts in: instances that share a row wait for one another. */
  shard: number;
  /** Likewise, of the rows of the metrics of an origin. */
  metricShard: number;
  startWorkflow: StartWorkflow;
  /** Keeps a record that cannot be dealt with. */
  sendToQueue: SendToQueue;
  /** Counts impressions and clicks of the versions of the model. */
  recordVersion: RecordVersion;
  /** Counts what people did with the lists of placements. */
  recordPlacements: RecordPlacements;
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
  const { client, userDataTable, countersTable, feedbackTable, clock, onTrouble, onSkipped } = dependencies;
  const counters = new Counters(client, countersTable, onSkipped);
  const fold = createTrendFolding({ ...dependencies, counters });
  const placements = new MeasuredPlacements(client, feedbackTable);
  const shownItems = new ShownItems(client, feedbackTable);
  const exposures = new ExposureNotes(client, userDataTable, feedbackTable);

  return async (records: DynamoDBRecord[]): Promise<BatchOutcome> => {
    const now = clock();
    const { interactions, impressions, failures } = parse(records);
    const { redelivered, started, counted } = await deal(interactions, impressions, failures, now);
    countByVersion(counted, dependencies.recordVersion);
    dependencies.recordPlacements(counted);
    // Items whose note is lost are noted when they are shown again.
    await shownItems.note(counted).catch((error: unknown) => onTrouble('Shown items were not noted', error));
    const aside = await setAside(records, failures, now, dependencies.sendToQueue);
    return { failures, redelivered, started, setAside: aside };
  };

  async function deal(
    interactions: RecordedInteraction[],
    impressions: RecordedInteraction[],
    failures: Map<string, Error>,
    now: number,
  ): Promise<{ redelivered: number; started: number; counted: Attribution[] }> {
    const attributions = await attribute([...interactions, ...impressions], now);
    if (interactions.length === 0 && attributions.size === 0) return { redelivered: 0, started: 0, counted: [] };
    const recent = interactions.filter((interaction) => isRecent(interaction, now));
    const [rows, listeners] = await Promise.all([
      UserRows.read(client, userDataTable, interactions, [...attributions.values()], now),
      listenersOf(client, userDataTable, [...new Set(recent.map(({ userId }) => userId))], now),
    ]);
    const fresh = interactions.filter((interaction) => !rows.dayOf(interaction, now).hasTakenIn(interaction, now));
    const fail = (failed: Map<string, Error>, concerned: RecordedInteraction[]): void => {
      for (const { userId, streamEventId } of concerned) {
        const error = failed.get(userId);
        if (error) failures.set(streamEventId, error);
      }
    };

    const pushes = await startWorkflows(
      dependencies.startWorkflow,
      fresh.filter((interaction) => isRecent(interaction, now)),
      listeners,
    );
    fail(pushes.failed, fresh);

    const toNote = [...impressions.filter(({ streamEventId }) => attributions.has(streamEventId)), ...fresh].filter(
      ({ streamEventId }) => !failures.has(streamEventId),
    );
    // Writing it twice changes nothing; not writing it before an interaction is taken in would lose it.
    fail(await exposures.note(toNote, now), toNote);

    const toTakeIn = toNote.filter(({ streamEventId }) => !failures.has(streamEventId));
    const intakes = toTakeIn.map((interaction): Intake => ({
      interaction,
      weight: isImpression(interaction) ? undefined : weightOf(interaction, now),
      attribution: attributions.get(interaction.streamEventId),
    }));
    const taken = await takeIn(intakes, rows, now, dependencies);
    counters.forget(taken.countedIn);
    fail(taken.failed, toTakeIn);

    // The next fold takes in what this one misses.
    if (recent.length > 0) {
      await fold(clock()).catch((error: unknown) => onTrouble('Trends were not folded', error));
    }
    return { redelivered: interactions.length - fresh.length, started: pushes.started, counted: taken.counted };
  }

  /** The lists that interactions count for, by stream event id: those of placements that are measured. */
  async function attribute(all: RecordedInteraction[], now: number): Promise<Map<string, Attribution>> {
    const attributions = all.flatMap((interaction): [string, Attribution][] => {
      const attribution = attributionOf(interaction, now);
      return attribution ? [[interaction.streamEventId, attribution]] : [];
    });
    const refused = await placements.admit(
      attributions.map(([, { origin }]) => origin.placement),
      now,
    );
    if (refused > 0) onSkipped('Placements that are not measured, being too many', refused);
    return new Map(attributions.filter(([, { origin }]) => placements.has(origin.placement)));
  }
}

const isImpression = ({ eventType }: RecordedInteraction): boolean => eventType === 'IMPRESSION';

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
  return {
    interactions: all.filter((interaction) => !isImpression(interaction)),
    impressions: all.filter(isImpression),
    failures,
  };
}
