import type { DynamoDBRecord } from 'aws-lambda';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { longestTrendWindow } from '../../schema/contract/limits.ts';
import { AnomalyWatch } from './AnomalyWatch.ts';
import type { Attribution } from './attributionOf.ts';
import { Counters } from './Counters.ts';
import { weightOf } from './countTrends.ts';
import { createHeldCounting } from './createHeldCounting.ts';
import { createTelling } from './createTelling.ts';
import type { Telling } from './createTelling.ts';
import { createTrendFolding } from './createTrendFolding.ts';
import { erasedAmong } from './erasedAmong.ts';
import { listenersOf } from './listenersOf.ts';
import { MeasuredPlacements } from './MeasuredPlacements.ts';
import { isImpression, toRecordedInteraction } from './RecordedInteraction.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';
import { ExposureNotes } from './noteExposures.ts';
import { setAside } from './setAside.ts';
import type { SendToQueue } from './setAside.ts';
import { holdBack } from './heldBack.ts';
import { startWorkflows } from './startWorkflows.ts';
import type { StartWorkflow } from './startWorkflows.ts';
import { takeIn } from './takeIn.ts';
import type { Intake } from './takeIn.ts';
import { UserRows } from './UserRows.ts';

export interface OnInteractionDependencies extends Telling {
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
  /** Identifies this instance to the anomaly guard. */
  instance: string;
  /** The share of normal spells that the guard may mark, for each test, at most. */
  alarmRate: number;
  /** Milliseconds since 1970. */
  clock: () => number;
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
  /** Users and items that were marked as anomalies. */
  marked: number;
  /** Interactions that were taken in and count for nothing yet, because of a mark. */
  held: number;
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
  const placements = new MeasuredPlacements(client, feedbackTable, onSkipped);
  const tell = createTelling(dependencies);
  const watch = new AnomalyWatch(dependencies);
  const countHeld = createHeldCounting(dependencies);
  const exposures = new ExposureNotes(client, userDataTable, feedbackTable);

  return async (records: DynamoDBRecord[], { isReplay = false } = {}): Promise<BatchOutcome> => {
    const now = clock();
    const { interactions, impressions, failures } = parse(records);
    // What came between clearing a mark and reading of it was held back in vain.
    for (const anomalyId of await watch.begin(now)) {
      await countHeld(anomalyId).catch((error: unknown) => onTrouble('What was held back was not counted', error));
    }
    const { counted, ...outcome } = await deal(interactions, impressions, failures, now);
    await tell(counted);
    await watch.end(failures.keys(), now);
    // What is replayed is in the queue already.
    const aside = isReplay ? 0 : await setAside(records, failures, now, dependencies.sendToQueue);
    return { failures, ...outcome, setAside: aside };
  };

  async function deal(
    interactions: RecordedInteraction[],
    impressions: RecordedInteraction[],
    failures: Map<string, Error>,
    now: number,
  ): Promise<Omit<BatchOutcome, 'failures' | 'setAside'> & { counted: Attribution[] }> {
    const attributions = await placements.attribute([...interactions, ...impressions].filter(isFirstHand), now);
    if (interactions.length === 0 && attributions.size === 0) {
      return { redelivered: 0, started: 0, marked: 0, held: 0, counted: [] };
    }
    const recent = interactions.filter((interaction) => isRecent(interaction, now));
    const mentioned = [...interactions, ...impressions.filter(({ streamEventId }) => attributions.has(streamEventId))];
    const [erased, rows, listeners] = await Promise.all([
      erasedAmong(client, userDataTable, [...new Set(mentioned.map(({ userId }) => userId))]),
      UserRows.read(client, userDataTable, interactions, [...attributions.values()], now),
      listenersOf(client, userDataTable, [...new Set(recent.map(({ userId }) => userId))], now),
    ]);
    const known = mentioned.filter(({ userId }) => !erased.has(userId));
    const shown = known.filter(isImpression);
    const acted = known.filter((interaction) => !isImpression(interaction));
    const fresh = acted.filter((interaction) => !rows.dayOf(interaction, now).hasTakenIn(interaction, now));
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

    const toTakeIn = [...shown, ...fresh].filter(({ streamEventId }) => !failures.has(streamEventId));
    const intakes = toTakeIn.map((interaction): Intake => {
      // It was counted and judged when the visitor did it; it was seen all the same.
      if (!isFirstHand(interaction)) return { interaction, weight: 0 };
      const isShown = isImpression(interaction);
      const isNewUser = !isShown && rows.dayOf(interaction, now).isOfNewUser(interaction);
      const mark = watch.judge(interaction, isNewUser, now);
      // What is held back was seen all the same.
      if (mark)
        return { interaction, weight: isShown ? undefined : 0, also: holdBack(interaction, mark, now, dependencies) };
      const weight = isShown ? undefined : weightOf(interaction, now);
      return { interaction, weight, attribution: attributions.get(interaction.streamEventId) };
    });
    const marked = await watch.writeMarks();
    // Writing it twice changes nothing; not writing it before an interaction is taken in would lose it.
    const believed = intakes
      .filter(({ also, interaction }) => !also && isFirstHand(interaction))
      .map(({ interaction }) => interaction);
    const unnoted = await exposures.note(believed, now);
    fail(unnoted, toTakeIn);
    const noted = intakes.filter(({ interaction }) => !unnoted.has(interaction.userId));
    const taken = await takeIn(noted, rows, now, dependencies);
    counters.forget(taken.countedIn);
    fail(taken.failed, toTakeIn);

    // The next fold takes in what this one misses.
    if (recent.length > 0) {
      await fold(clock()).catch((error: unknown) => onTrouble('Trends were not folded', error));
    }
    const held = intakes.filter(({ also, interaction }) => also && !failures.has(interaction.streamEventId)).length;
    const redelivered = acted.length - fresh.length;
    return { redelivered, started: pushes.started, marked, held, counted: taken.counted };
  }
}

/** Whether the user did it, and it did not come from a visitor or went back to one. */
const isFirstHand = ({ mergedFrom }: RecordedInteraction): boolean => mergedFrom === undefined;

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
