import { userPartitionKey } from '../../schema/contract/keys.ts';
import eventTypes from '../../schema/eventTypes.json' with { type: 'json' };
import type { Recorder, Settled } from './Recorder.ts';

export type Row = Record<string, unknown>;

/** What clients were told, and what the tables hold in the end. */
export interface Recording {
  /** By user: their clients. */
  readonly recorders: ReadonlyMap<string, readonly Recorder[]>;
  /** By partition key of a user: the rows of their interactions. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly counters: readonly Row[];
  /** The items whose interactions were sent with one content each, and those of which several came under one eventId. */
  readonly plainIds: readonly string[];
  readonly contestedIds: readonly string[];
}

const weights = new Map(eventTypes.map(({ name, trendWeight }) => [name, trendWeight]));
const heaviest = Math.max(...weights.values());

const contentOf = ({ itemId, eventType }: { itemId?: unknown; eventType?: unknown }): string =>
  `${eventType} of ${itemId}`;

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
      .filter((one) => new Set([one.sent, one.stored ?? {}, stored[0] ?? {}].map(contentOf)).size !== 1)
      .map(({ sent, outcome }) => `${eventId}: ${outcome} ${contentOf(sent)}, stored ${contentOf(stored[0] ?? {})}`),
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
      .filter(({ outcome, sent }) => outcome === 'EventConflict' && contentOf(sent) === contentOf(stored[0] ?? {}))
      .map(({ sent }) => `${eventId}: ${contentOf(sent)} was refused, and is stored`),
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
} satisfies Record<string, (recording: Recording) => string[]>;

export type CheckName = keyof typeof checks;
