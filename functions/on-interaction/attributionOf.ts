import { createHash } from 'node:crypto';
import { maximumMinutesAhead } from '../../schema/contract/limits.ts';
import {
  attributionSeconds,
  countedAs,
  metricPrefix,
  shownSeconds,
  type MetricKind,
} from '../../schema/contract/metrics.ts';
import { exploredPlaceOf } from '../../experiments/off-policy/exploredPlaces.ts';
import { originOf, type ExploredPlace, type ListOrigin } from '../../schema/contract/recommendationId.ts';
import type { RecordedInteraction } from './RecordedInteraction.ts';

/** What an interaction counts for: the list that it names. */
export interface Attribution {
  userId: string;
  itemId: string;
  kind: MetricKind;
  /** Where the item stood in the list, from 0; undefined where the client does not say. */
  position: number | undefined;
  /** The price paid; 0 for anything but a purchase. */
  revenue: number;
  recommendationId: string;
  origin: ListOrigin;
  /** How the item was drawn, where its place was explored. */
  explored: ExploredPlace | null;
  /** The day (UTC) of the list. */
  day: string;
  /** What begins the sort keys of its sums. */
  prefix: string;
  /** Knows the list, item and kind again, in 32 bits: of 2,000 marks one in two million is taken for another. */
  mark: number;
  /** When the interaction happened, in milliseconds since 1970; not later than now. */
  happened: number;
}

const longestLead = maximumMinutesAhead * 60_000;

/**
 * The list that an interaction counts for; undefined when it names none of known form, is of a type that does not count,
 * lies outside the window behind the list, or comes when nobody remembers any more what was counted.
 * @param now milliseconds since 1970
 */
export function attributionOf(interaction: RecordedInteraction, now: number): Attribution | undefined {
  const { userId, itemId, eventType, eventValue, timestamp, recommendationId, position } = interaction;
  if (recommendationId === undefined || !Object.hasOwn(countedAs, eventType)) return undefined;
  const origin = originOf(recommendationId);
  if (!origin) return undefined;
  const madeAt = origin.madeAt * 1000;
  const happened = Math.min(Date.parse(timestamp), now);
  if (happened < madeAt - longestLead || happened > madeAt + attributionSeconds * 1000) return undefined;
  const day = new Date(madeAt).toISOString().slice(0, 10);
  if (rememberedUntil(day) * 1000 <= now) return undefined;
  const kind = countedAs[eventType];
  const mark = createHash('sha256').update(`${recommendationId}\0${itemId}\0${kind}`).digest().readUInt32BE(0);
  const revenue = kind === 'purchases' && eventValue !== undefined ? Math.max(0, eventValue) : 0;
  const prefix = metricPrefix(day, origin);
  const explored = exploredPlaceOf(origin.explored, itemId);
  return { userId, itemId, kind, position, revenue, recommendationId, origin, explored, day, prefix, mark, happened };
}

/** Until when what was counted of the lists of a day is remembered, in seconds since 1970. */
export const rememberedUntil = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) / 1000 + shownSeconds;
