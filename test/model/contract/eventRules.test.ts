import { describe, expect, it } from 'vitest';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { eventWeight, ownMean, ratingScaleOf } from '../../../model/contract/eventRules.ts';
import type { EventRules } from '../../../model/contract/eventRules.ts';
import { historyOf } from '../../../model/data/historyOf.ts';
import { toHistory } from '../../../model/data/toHistory.ts';

const rules: EventRules = {
  eventTypeWeights: { RATING: 1, WATCH: 2, PURCHASE: 1.5, DEFAULT: 1 },
  valueMeanings: { RATING: 'RATING', WATCH: 'FRACTION' },
  ratings: { mean: 3.5, standardDeviation: 1 },
};

describe('ratings', () => {
  it.each([
    // The user's mean is 3.5: liked from 3 up; below that a quarter for a whole star, in proportion.
    [5, 1],
    [3, 1],
    [2.5, -0.125],
    [2, -0.25],
    [0.5, -0.25],
  ])('a rating of %d counts %d', (value, weight) => {
    expect(eventWeight('RATING', value, rules, 3.5)).toBeCloseTo(weight, 5);
  });

  it('compares with the own mean, drawn towards that of all by five ratings', () => {
    expect(ownMean([], rules)).toBe(3.5);
    expect(ownMean([0.5], rules)).toBe(3);
    expect(ownMean([5, 5, 5, 5, 5], rules)).toBe(4.25);
  });

  it('takes the scale from the data, and five stars where there are hardly any', () => {
    expect(ratingScaleOf([1, 9])).toEqual({ mean: 3, standardDeviation: 1 });
    const tens = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 6 : 10));
    expect(ratingScaleOf(tens)).toEqual({ mean: 8, standardDeviation: 2 });
  });

  it.each([1, 0.1, 4.2, -3])('who gives everything a %d likes everything', (value) => {
    const rows = Array.from({ length: 40 }, (_, index) => ({ userId: `${index % 3}`, itemId: `${index}`, value }));
    expect([...new Set(buildDataset(rows).weights)]).toEqual([1]);
  });

  it('a threshold takes the place of the mean', () => {
    expect(eventWeight('RATING', 3.9, { ...rules, positiveValue: 4 }, 1)).toBeLessThan(0);
    expect(eventWeight('RATING', 4, { ...rules, positiveValue: 4 }, 5)).toBe(1);
  });
});

it('a fraction counts by its size, within 0 and 1', () => {
  const weights = [0, 0.25, 1, 7, -1, undefined].map((value) => eventWeight('WATCH', value, rules, 0));
  expect(weights).toEqual([0, 0.5, 2, 2, 0, 2]);
});

it('an event type may be called like a member of every object', () => {
  expect(eventWeight('constructor', 2, rules, 3)).toBe(1);
  expect(eventWeight('toString', undefined, rules, 3)).toBe(1);
});

it('other values say nothing, and none of them do by the rules of an older artifact', () => {
  expect(eventWeight('PURCHASE', 0.01, rules, 3.5)).toBe(1.5);
  expect(eventWeight('RATING', 0.5, { eventTypeWeights: { RATING: 1 } }, 3.5)).toBe(1);
});

it('a history means the same in a request as in training', () => {
  const values = [5, 4, 0.5, 3, 2, 4.5, 1];
  const rows = [...Array(4).keys()].flatMap((user) =>
    values.map((value, index) => ({
      userId: `u${user}`,
      itemId: `i${index}`,
      eventType: index === 3 ? 'WATCH' : 'RATING',
      value: index === 3 ? 0.25 : (value + user) / 2,
      timestamp: 1000 * index + 1,
    })),
  );
  const dataset = buildDataset(rows);
  const indexOfItem = new Map(dataset.itemIds.map((itemId, index) => [itemId, index]));
  for (let user = 0; user < 4; user += 1) {
    const events = rows
      .filter(({ userId }) => userId === `u${user}`)
      .map(({ itemId, eventType, value, timestamp }) => ({ itemId, eventType, eventValue: value, timestamp }));
    expect(toHistory(events, indexOfItem, 9000, dataset.rules)).toEqual(historyOf(dataset, user, 9000));
  }
  expect([...dataset.weights].some((weight) => weight < 0)).toBe(true);
});
