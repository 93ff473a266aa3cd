import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../../schema/contract/eventTypes.ts';
import { interactionRow } from '../../../schema/contract/interaction.ts';
import { retentionDays } from '../../../schema/generated/retention.ts';

const rowOf = (eventType: string, timestamp?: string) =>
  interactionRow(
    { itemId: 'i', eventType, timestamp },
    { userId: 'ada', eventId: 'e', now: Date.UTC(2026, 0, 1), recordedAt: '2026-02-01T00:00:00.000Z' },
  );

describe('the retention of interactions', () => {
  it('counts from when it happened, so that the same event sent again is the same row', () => {
    const expected = Date.UTC(2026, 5, 30) / 1000;
    expect(retentionDays.IMPRESSION).toBe(180);
    expect(rowOf('IMPRESSION').expiresAt).toBe(expected);
    expect(rowOf('IMPRESSION', '2026-01-01T00:00:00.999Z').expiresAt).toBe(expected);
  });

  it('ends nothing that has no end', () => {
    expect(rowOf('PURCHASE')).not.toHaveProperty('expiresAt');
    // A name that objects have by themselves.
    expect(rowOf('constructor')).not.toHaveProperty('expiresAt');
  });

  it('is what the registered event types say', () => {
    const registered = eventTypes.flatMap(({ name, retentionDays: days }) => (days ? [[name, days]] : []));
    expect(retentionDays).toEqual(Object.fromEntries(registered));
  });
});
