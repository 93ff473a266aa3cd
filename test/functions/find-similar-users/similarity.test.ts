import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../../functions/find-similar-users/evidenceOf.ts';
import { itemWeight, similarity } from '../../../functions/find-similar-users/similarity.ts';

const weigh = (people: Record<string, number>) =>
  new Map(Object.entries(people).map(([itemId, count]) => [itemId, itemWeight(count)]));

describe('the weight of an item', () => {
  it('falls with the logarithm of how many are interested in it', () => {
    expect([1, 3, 7, 1023].map(itemWeight)).toEqual([1, 1 / 2, 1 / 3, 1 / 10]);
  });
});

describe('the similarity of two people', () => {
  // Weights 1, 1/2 and 1/3: 11/6 together, 11/18 on average.
  const weights = weigh({ rare: 1, some: 3, many: 7 });

  it.each([
    ['the same items', ['many', 'rare', 'some'], 1],
    ['nothing in common', ['x', 'y'], 0],
    ['nothing at all', [], 0],
    ['the rarest alone', ['rare'], 1 / Math.sqrt(11 / 6)],
    ['the most common alone', ['many'], 1 / 3 / Math.sqrt((11 / 6) * (1 / 3))],
    ['two, and one of their own', ['rare', 'x', 'some'], 3 / 2 / Math.sqrt((11 / 6) * (3 / 2 + 11 / 18))],
  ])('with %s', (_case, itemIds, expected) => {
    expect(similarity(weights, itemIds)).toBeCloseTo(expected, 12);
  });

  it('falls with everything else that the other is interested in', () => {
    const others = Array.from({ length: 47 }, (_, index) => `x${index}`);
    const all = ['rare', 'some', 'many'];
    expect(similarity(weights, [...all, ...others])).toBeCloseTo(Math.sqrt(3 / 50), 12);
  });

  it('never leaves 0 to 1, whatever the order of the sums', () => {
    for (let size = 1; size <= 50; size += 1) {
      const people = Object.fromEntries(Array.from({ length: size }, (_, index) => [`i${index}`, index + 1]));
      expect(similarity(weigh(people), Object.keys(people).toReversed())).toBeCloseTo(1, 12);
      expect(similarity(weigh(people), Object.keys(people).toReversed())).toBeLessThanOrEqual(1);
    }
  });
});

describe('what a person is interested in', () => {
  const at = '2026-11-29T00:00:00.000Z';
  /** Newest first: `DISLIKE a`, `RATING b 4.5`. */
  const history = (...lines: string[]) =>
    lines.map((line) => {
      const [eventType, itemId, value] = line.split(' ');
      return { itemId, eventType, eventValue: value ? Number(value) : undefined, timestamp: at, recordedAt: at };
    });
  const nothing = new Set<string>();

  it.each([
    [
      ['VIEW b', 'PURCHASE a', 'VIEW b'],
      ['b', 'a'],
    ],
    [['DISLIKE a', 'LIKE a', 'VIEW b'], ['b']],
    [['LIKE a', 'DISLIKE a'], ['a']],
    [['IMPRESSION a', 'VIEW b'], ['b']],
    // What was not watched says nothing, so the interaction before it decides.
    [['WATCH a 0', 'VIEW a', 'WATCH b 0'], ['a']],
    // Before there are 20 ratings the scale is that of stars: with a mean of (5 * 3 + 5 + 1) / 7 = 3, liked from 2.5 on.
    [['RATING a 5', 'RATING b 1', 'VIEW b'], ['a']],
    [['PURCHASE a 1'], ['a']],
  ])('%j', (lines, expected) => {
    expect(evidenceOf(history(...lines), nothing)).toEqual(expected);
  });

  it('leaves out what is not believed, and ends after 50 items', () => {
    const items = Array.from({ length: 60 }, (_, index) => `i${index}`);
    const expected = items.filter((itemId) => itemId !== 'i3').slice(0, 50);
    expect(evidenceOf(history(...items.map((itemId) => `VIEW ${itemId}`)), new Set(['i3']))).toEqual(expected);
  });
});
