import { ignoredFactor, type IgnoredImpression } from '../../experiments/impressions/ignoredFactor.ts';
import type { PlacementSettings } from '../../schema/contract/feedback.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';

/** What is left of an item's distance to the lowest score, by item id. */
export type PassedOver = Record<string, number>;

/**
 * What the user was shown and passed over, and what that leaves of it. Only impressions since the user last did something
 * with the item count.
 * @param rows impressions as the user data table holds them; one of another form costs only itself
 * @param now milliseconds since 1970
 */
export function passedOver(rows: Record<string, unknown>[], history: HistoryEntry[], now: number): PassedOver {
  const lastDeeds = new Map<string, number>();
  for (const { itemId, timestamp } of history) {
    lastDeeds.set(itemId, Math.max(Date.parse(timestamp), lastDeeds.get(itemId) ?? -Infinity));
  }
  const impressions = new Map<string, IgnoredImpression[]>();
  for (const { itemId, timestamp, position } of rows) {
    const seen = Date.parse(String(timestamp));
    if (typeof itemId !== 'string' || Number.isNaN(seen) || seen <= (lastDeeds.get(itemId) ?? -Infinity)) continue;
    const place = typeof position === 'number' && position >= 0 ? position + 1 : undefined;
    impressions.set(itemId, [...(impressions.get(itemId) ?? []), { age: now - seen, position: place }]);
  }
  return Object.fromEntries([...impressions].map(([itemId, ignored]) => [itemId, ignoredFactor(ignored)]));
}

/** The newest of what a user was shown, as the table holds it. */
export type ReadImpressions = (userId: string) => Promise<Record<string, unknown>[]>;

/** The same for a user, where the placement wants it. A list does without while it cannot be read. */
export async function readPassedOver(
  userId: string | undefined,
  history: HistoryEntry[],
  { lowersPassedOver }: PlacementSettings,
  now: number,
  {
    readImpressions,
    onTrouble,
  }: { readImpressions: ReadImpressions; onTrouble: (what: string, cause: unknown) => void },
): Promise<PassedOver> {
  if (!lowersPassedOver || userId === undefined) return {};
  try {
    return passedOver(await readImpressions(userId), history, now);
  } catch (error) {
    onTrouble('What a user passed over could not be read', error);
    return {};
  }
}

/** The boosts of the rules and what was passed over, multiplied. */
export function withPassedOver(boosts: Record<string, number>, ignored: PassedOver): Record<string, number> {
  const lowered = Object.entries(ignored).map(([itemId, factor]) => [itemId, factor * (boosts[itemId] ?? 1)]);
  return { ...boosts, ...Object.fromEntries(lowered) };
}
