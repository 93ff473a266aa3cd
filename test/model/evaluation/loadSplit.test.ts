import { describe, expect, it } from 'vitest';
import type { InteractionRow } from '../../../model/data/DatasetBuilder.ts';
import { validationLike } from '../../../model/evaluation/loadSplit.ts';

describe('validationLike', () => {
  const line = (userId: string, timestamp?: number): InteractionRow => ({ userId, itemId: `i${timestamp}`, timestamp });
  const users = Array.from({ length: 20 }, (_, index) => `u${index}`);
  const train = users.flatMap((user, index) => [line(user, index), line(user, index + 10)]);

  it('knows the future of everybody, also of users who are new', () => {
    expect(validationLike(train, [line('u0', 40), line('new', 41), line('new', 42)])).toBe('temporal');
  });

  it("knows the future of each user, and each user's last event, with times or without", () => {
    const next = users.map((user, index) => line(user, index + 11));
    expect(validationLike(train, next)).toBe('leave-last-out');
    expect(validationLike(train, [...next, ...users.map((user, index) => line(user, index + 12))])).toBe('newest-part');
    const untimed = (rows: InteractionRow[]) => rows.map(({ userId }) => line(userId));
    expect(validationLike(untimed(train), untimed(next))).toBe('leave-last-out');
  });

  it('takes everything else for gaps', () => {
    const gaps = users.map((user, index) => line(user, index + 5));
    expect(validationLike(train, gaps)).toBe('random');
    expect(
      validationLike(
        train.map(({ userId }) => line(userId)),
        [...gaps, ...gaps].map(({ userId }) => line(userId)),
      ),
    ).toBe('random');
  });
});
