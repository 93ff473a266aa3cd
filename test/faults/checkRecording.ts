import { userPartitionKey } from '../../schema/contract/keys.ts';
import { historySize } from '../../schema/contract/limits.ts';
import eventTypes from '../../schema/eventTypes.json' with { type: 'json' };
import type { Listener } from './Listener.ts';
import type { Recorder, Sent, Settled } from './Recorder.ts';
import { archiveDifferences, countedMetrics, differences, recountMetrics, type Row } from './recount.ts';

/** What clients were told, and what the tables, the pages and the archive hold in the end. */
export interface Recording {
  /** By user: their clients. */
  readonly recorders: ReadonlyMap<string, readonly Recorder[]>;
  /** By partition key of a user: the rows of their interactions. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly counters: readonly Row[];
  /** The items whose interactions were sent with one content each, and those of which several came under one eventId. */
  readonly plainIds: readonly string[];
  readonly contestedIds: readonly string[];
  /** Pages that follow lists, of these users and of others. */
  readonly listeners: readonly Listener[];
  /** Where the lists are shown. */
  readonly placement: string;
  /** Sums of what people did with lists. */
  readonly metrics: readonly Row[];
  /** Every interaction of everybody, in the archive and in the table; absent where no archive was made. */
  readonly archive?: { readonly archived: readonly Row[]; readonly stored: readonly Row[] };
}

const weights = new Map(eventTypes.map(({ name, trendWeight }) => [name, trendWeight]));
const heaviest = Math.max(...weights.values());

const contentOf = ({ itemId, eventType, recommendationId, position }: Row): string =>
  `${eventType} of ${itemId} at ${position ?? '-'} of ${recommendationId ?? 'no list'}`;
const contentOfSent = (sent: Sent | undefined): string => contentOf({ ...sent });

/** An event of a user: what was said of it, and the rows. */
interface Event {
  readonly eventId: string;
  readonly settled: readonly Settled[];
  readonly stored: readonly Row[];
}

function eventsOf({ recorders, rows }: Recording): Event[] {
  return [...recorders].flatMap(([user, clients]) => {
    const settled = clients.flatMap((client) => client.settled);
    const stored = rows.get(userPartitionKey(user)) ?? [];
    return [...new Set(settled.map(({ sent }) => sent.eventId))].map((eventId) => ({
      eventId,
      settled: settled.filter(({ sent }) => sent.eventId === eventId),
      stored: stored.filter((row) => row.eventId === eventId),
    }));
  });
}

function lostOrDoubled(recording: Recording): string[] {
  const events = eventsOf(recording);
  const known = new Set(events.map(({ eventId }) => eventId));
  const strange = [...recording.rows.values()].flat().filter(({ eventId }) => !known.has(String(eventId)));
  return [
    ...events
      .filter(({ stored }) => stored.length !== 1)
      .map(({ eventId, stored }) => `${eventId}: ${stored.length} rows`),
    ...strange.map(({ eventId }) => `${eventId}: stored, and nobody was told so`),
  ];
}

function changed(recording: Recording): string[] {
  return eventsOf(recording).flatMap(({ eventId, settled, stored }) =>
    settled
      .filter(({ outcome }) => outcome !== 'EventConflict')
      .filter(
        (one) => new Set([contentOfSent(one.sent), contentOfSent(one.stored), contentOf(stored[0] ?? {})]).size !== 1,
      )
      .map(
        ({ sent, outcome }) => `${eventId}: ${outcome} ${contentOfSent(sent)}, stored ${contentOf(stored[0] ?? {})}`,
      ),
  );
}

function recordedTwice(recording: Recording): string[] {
  return eventsOf(recording)
    .filter(({ settled }) => settled.filter(({ outcome }) => outcome === 'RECORDED').length > 1)
    .map(({ eventId }) => `${eventId}: RECORDED more than once`);
}

function refusedWrongly(recording: Recording): string[] {
  return eventsOf(recording).flatMap(({ eventId, settled, stored }) =>
    settled
      .filter(({ outcome, sent }) => outcome === 'EventConflict' && contentOfSent(sent) === contentOf(stored[0] ?? {}))
      .map(({ sent }) => `${eventId}: ${contentOfSent(sent)} was refused, and is stored`),
  );
}

/** Items whose counters are not a recount of what is stored: at most the heaviest weight of a user, an item and a day. */
function miscounted({ rows, counters }: Recording, itemIds: readonly string[]): string[] {
  const ofUsers = new Map<string, number>();
  for (const { pk, itemId, eventType, timestamp } of [...rows.values()].flat()) {
    const key = JSON.stringify([pk, itemId, String(timestamp).slice(0, 10)]);
    ofUsers.set(key, Math.min(heaviest, (ofUsers.get(key) ?? 0) + weights.get(String(eventType))!));
  }
  const recount = new Map(itemIds.map((itemId) => [itemId, 0]));
  for (const [key, weight] of ofUsers) {
    const [, itemId] = JSON.parse(key) as string[];
    if (recount.has(itemId)) recount.set(itemId, recount.get(itemId)! + weight);
  }
  return ['HALF_HOUR', 'QUARTER_DAY'].flatMap((granularity) => {
    const counted = new Map(itemIds.map((itemId) => [itemId, 0]));
    for (const { pk, sk, count } of counters) {
      if (!String(pk).startsWith(`COUNT#${granularity}#`) || !counted.has(String(sk))) continue;
      counted.set(String(sk), counted.get(String(sk))! + Number(count));
    }
    return itemIds
      .filter((itemId) => counted.get(itemId) !== recount.get(itemId))
      .map((itemId) => `${itemId}, ${granularity}: counted ${counted.get(itemId)}, recount ${recount.get(itemId)}`);
  });
}

/** The moments of what a user did that lists are based on: impressions are no reason to show something else. */
const momentsOf = ({ rows }: Recording, userId: string): string[] =>
  (rows.get(userPartitionKey(userId)) ?? [])
    .filter(({ eventType }) => eventType !== 'IMPRESSION')
    .map(({ recordedAt }) => String(recordedAt));

/** Milliseconds by which a list is at most said to be based on more than the moment that it is based on: one a request. */
const mostOvertaken = 250;

/** Lists that name another person, or are based on a moment at which this one did nothing. */
function shownToOthers(recording: Recording): string[] {
  return recording.listeners.flatMap(({ userId, placement, lists }) => {
    const moments = momentsOf(recording, userId).map((moment) => Date.parse(moment));
    const isTheirs = (basedOn: string): boolean =>
      moments.some((moment) => moment <= Date.parse(basedOn) && Date.parse(basedOn) <= moment + mostOvertaken);
    return lists
      .filter((list) => list.userId !== userId || (list.basedOn != null && !isTheirs(list.basedOn)))
      .map((list) => `${userId} at ${placement} got a list of ${list.userId}, based on ${list.basedOn}`);
  });
}

/** The last moment of those that a list for the user is made of: the newest by the clocks of their devices. */
const lastMoment = ({ rows }: Recording, userId: string): string | undefined =>
  (rows.get(userPartitionKey(userId)) ?? [])
    .filter(({ eventType }) => eventType !== 'IMPRESSION')
    .sort((left, right) => (String(left.sk) < String(right.sk) ? -1 : 1))
    .slice(-historySize)
    .map(({ recordedAt }) => String(recordedAt))
    .sort()
    .at(-1);

/** Items of the last list that the person did something with: whoever has taken in what they did leaves them out. */
function notTakenIn(recording: Recording, { userId, last }: Listener): string[] {
  const rows = recording.rows.get(userPartitionKey(userId)) ?? [];
  const known = new Set(rows.filter(({ eventType }) => eventType !== 'IMPRESSION').map(({ itemId }) => itemId));
  return (last?.items ?? [])
    .filter(({ itemId }) => known.has(itemId))
    .map(
      ({ itemId }) => `${userId} sees ${itemId} in a list based on ${last?.basedOn}, and has done something with it`,
    );
}

/**
 * Pages whose last list is not based on the last thing that their person did, and those that follow no more. The instants
 * alone would not tell: a host whose clock is behind records a later thing with an earlier one.
 */
export function leftBehind(recording: Recording): string[] {
  return recording.listeners.flatMap((listener) => {
    const { userId, last, errors } = listener;
    const unknown = notTakenIn(recording, listener);
    const ended = errors.map((error) => `${userId} follows no more: ${error.code} ${error.message}`);
    const latest = lastMoment(recording, userId);
    const isBehind = !last || (latest !== undefined && (last.basedOn ?? '') < latest);
    return isBehind
      ? [...ended, ...unknown, `${userId} sees a list based on ${last?.basedOn}, and did the last at ${latest}`]
      : [...ended, ...unknown];
  });
}

const mismeasured = ({ rows, metrics, placement }: Recording, isByOrigin: boolean): string[] =>
  differences(
    countedMetrics(metrics, placement, isByOrigin),
    recountMetrics([...rows.values()].flat(), placement, isByOrigin),
  );

/** What must hold however often the machinery fails, and what violates it. */
export const checks = {
  'answers what the documents say': ({ recorders }: Recording) =>
    [...recorders.values()].flat().flatMap(({ unexpected }) => unexpected.map((one) => JSON.stringify(one))),
  'loses nothing that was acknowledged, doubles nothing and stores nothing else': lostOrDoubled,
  'overwrites nothing: what is acknowledged is what was sent and what is stored': changed,
  'says RECORDED once of one interaction': recordedTwice,
  'refuses other content only': refusedWrongly,
  'counts as often as a recount of what is stored, at most the heaviest weight of a user, an item and a day': (
    recording: Recording,
  ) => miscounted(recording, recording.plainIds),
  'counts what was contested as often as a recount of what is stored': (recording: Recording) =>
    miscounted(recording, recording.contestedIds),
  'shows nobody a list of somebody else': shownToOthers,
  'shows everybody who listens a list that is based on the last thing they did': leftBehind,
  'measures lists as a recount of what is stored': (recording: Recording) => mismeasured(recording, false),
  'attributes to the version, source and position of the list that led to it': (recording: Recording) =>
    mismeasured(recording, true),
  'archives what is stored, by person': ({ archive }: Recording) =>
    archive ? archiveDifferences(archive.archived, archive.stored) : [],
} satisfies Record<string, (recording: Recording) => string[]>;

export type CheckName = keyof typeof checks;
