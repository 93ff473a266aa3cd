import { describe, expect, it } from 'vitest';
import { decayHistory } from '../../../model/data/History.ts';
import { defaultEventTypeWeights, defaultValueMeanings } from '../../../model/contract/eventRules.ts';
import { toHistory } from '../../../model/data/toHistory.ts';

const day = 86_400_000;
const indexOfItem = new Map([
  ['a', 0],
  ['b', 1],
  ['c', 2],
]);
const event = (itemId: string, eventType: string, timestamp: number, eventValue?: number) => ({
  itemId,
  eventType,
  timestamp,
  eventValue,
});

const rules = { eventTypeWeights: defaultEventTypeWeights, valueMeanings: defaultValueMeanings };

describe('toHistory', () => {
  it('orders events by time and measures ages from now', () => {
    const history = toHistory([event('b', 'VIEW', 3 * day), event('a', 'VIEW', day)], indexOfItem, 5 * day, rules);
    expect([...history.items]).toEqual([0, 1]);
    expect([...history.ages]).toEqual([4, 2]);
  });

  it('keeps one entry per item: the place of the last event, the weight of the strongest', () => {
    const events = [event('a', 'PURCHASE', 1), event('b', 'VIEW', 2), event('a', 'VIEW', 3)];
    const history = toHistory(events, indexOfItem, 3, rules);
    expect([...history.items]).toEqual([1, 0]);
    expect([...history.weights]).toEqual([1, 1.5]);
  });

  it('takes a dislike as evidence against, until a later liking', () => {
    expect([...toHistory([event('a', 'LIKE', 1), event('a', 'DISLIKE', 2)], indexOfItem, 2, rules).weights]).toEqual([
      -1,
    ]);
    expect([...toHistory([event('a', 'DISLIKE', 1), event('a', 'CLICK', 2)], indexOfItem, 2, rules).weights]).toEqual([
      1,
    ]);
  });

  it('takes impressions and unknown items as no evidence', () => {
    const events = [event('a', 'IMPRESSION', 1), event('unknown', 'VIEW', 2), event('c', 'VIEW', 3)];
    expect([...toHistory(events, indexOfItem, 3, rules).items]).toEqual([2]);
  });

  it('takes ratings below the threshold as evidence against', () => {
    const events = [event('a', 'RATING', 1, 3.5), event('b', 'RATING', 2, 4), event('c', 'RATING', 3, 0.5)];
    // A quarter of what a good rating counts, in proportion up to one standard deviation: a star.
    expect([...toHistory(events, indexOfItem, 3, { ...rules, positiveValue: 4 }).weights]).toEqual([
      expect.closeTo(-0.125, 5),
      1,
      -0.25,
    ]);
  });

  it('keeps the newest items when there are too many', () => {
    const events = ['a', 'b', 'c'].map((itemId, index) => event(itemId, 'VIEW', index));
    expect([...toHistory(events, indexOfItem, 3, rules, 2).items]).toEqual([1, 2]);
  });
});

describe('decayHistory', () => {
  const history = { items: Uint32Array.of(4, 5, 6), weights: Float32Array.of(1, 1, 2), ages: new Float32Array(3) };

  it('halves weights every half-life, counted back from the newest', () => {
    expect([...decayHistory(history, 1).weights]).toEqual([0.25, 0.5, 2]);
  });

  it('changes nothing at 0', () => {
    expect(decayHistory(history, 0)).toBe(history);
  });

  it('drops events that have faded to nothing', () => {
    const long = { items: new Uint32Array(100), weights: new Float32Array(100).fill(1), ages: new Float32Array(100) };
    expect(decayHistory(long, 2).items).toHaveLength(20);
  });
});
