import { describe, expect, it } from 'vitest';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import type { Dataset } from '../../../model/data/Dataset.ts';
import type { InteractionRow } from '../../../model/data/DatasetBuilder.ts';
import { validationFolds, windowsNeeded } from '../../../model/tuning/validationFolds.ts';

const seed = 1;
const rows = (users: number, events: number, timeOf: (user: number, event: number) => number): InteractionRow[] =>
  Array.from({ length: users }, (_, user) =>
    Array.from({ length: events }, (__, event) => ({
      userId: `u${user}`,
      itemId: `i${(user + event) % 50}`,
      timestamp: timeOf(user, event),
    })),
  ).flat();
/** Everybody comes back all the time. */
const returning = buildDataset(rows(60, 20, (user, event) => event * 100 + user));
/** Everybody comes once and never again. */
const passing = buildDataset(rows(60, 20, (user, event) => user * 100 + event));

describe('validationFolds, temporal', () => {
  it('asks, window by window back in time, about users who came back', () => {
    const folds = validationFolds(returning, 'temporal', { seed, folds: 3, maxCases: 100 }).map((make) => make());
    expect(folds).toHaveLength(3);
    const nows = folds.map((fold) => fold.cases[0].context.now as number);
    expect(nows).toEqual([...nows].sort((a, b) => b - a));
    for (const { train, cases } of folds) {
      expect(cases.length).toBeGreaterThan(0);
      expect(cases.every((one) => one.history.items.length > 0)).toBe(true);
      expect(Math.max(...train.timestamps)).toBe(cases[0].context.now);
    }
  });

  it("falls back on each user's newest part where nobody comes back", () => {
    const folds = validationFolds(passing, 'temporal', { seed, folds: 3, maxCases: 100 });
    expect(folds).toHaveLength(1);
    expect(folds[0]().cases).toHaveLength(60);
  });
});

describe('validationFolds, next and window', () => {
  const onlyFold = (dataset: Dataset) => {
    const folds = validationFolds(dataset, 'next-and-window', { seed, folds: 3, maxCases: 100 });
    expect(folds).toHaveLength(1);
    return folds[0]().cases;
  };

  it('asks in both ways', () => {
    const kinds = onlyFold(returning).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'window').length).toBeGreaterThanOrEqual(40);
    expect(kinds).toContain('next');
  });

  it('asks only for what comes next where nobody comes back, or no time is known', () => {
    expect(onlyFold(passing)).toHaveLength(60);
    expect(onlyFold(passing).every(({ kind }) => kind === undefined)).toBe(true);
    const timeless = buildDataset(rows(60, 20, () => 0).map((row) => ({ ...row, timestamp: undefined })));
    expect(onlyFold(timeless)).toHaveLength(60);
  });
});

describe('windowsNeeded', () => {
  it('goes back until enough users have come back, and no further than it pays', () => {
    expect(windowsNeeded(passing, seed)).toBe(5);
    const busy = buildDataset(rows(1100, 20, (user, event) => event * 10_000 + user));
    expect(windowsNeeded(busy, seed)).toBe(1);
  });
});
