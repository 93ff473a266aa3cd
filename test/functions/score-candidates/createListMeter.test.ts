import { describe, expect, it } from 'vitest';
import { createListMeter } from '../../../functions/score-candidates/createListMeter.ts';
import type { ScoredList } from '../../../schema/contract/scoring.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';

const list = (userId: string, items: [itemId: string, score: number][], source = 'MODEL'): ScoredList =>
  ({ userId, source, items: items.map(([itemId, score]) => ({ itemId, score, reasons: [] })) }) as never as ScoredList;

describe('the shape of lists', () => {
  it('is where a list came from, how far its scores lie apart, and what of it the list before had', () => {
    const measure = createListMeter();
    expect(
      measure(
        list('u1', [
          ['a', 3],
          ['b', 2],
          ['c', 1],
        ]),
      ),
    ).toEqual({ ListsFromModel: 1, ListScoreSpread: 0.5 });
    expect(
      measure(
        list('u2', [
          ['c', 5],
          ['d', 5],
        ]),
      ),
    ).toEqual({
      ListsFromModel: 1,
      ListScoreSpread: 0,
      ListRepetition: 0.5,
    });
    // The same user again, and lists that no model made, say nothing of how lists differ.
    expect(
      measure(
        list('u2', [
          ['c', 5],
          ['d', 5],
        ]),
      ),
    ).not.toHaveProperty('ListRepetition');
    expect(measure(list('u3', [['c', 0]], 'TRENDING'))).toEqual({ ListsFromTrending: 1 });
    expect(
      measure(
        list('u1', [
          ['x', 0],
          ['y', 0],
        ]),
      ),
    ).toMatchObject({ ListScoreSpread: 0, ListRepetition: 0 });
    expect(measure(list('u4', []))).toEqual({ ListsFromModel: 1 });
    expect(
      measure(
        list('u4', [
          ['x', 1],
          ['y', -1],
        ]),
      ),
    ).toMatchObject({ ListScoreSpread: 1, ListRepetition: 1 });
  });

  it('tells how many items lists are drawn from', () => {
    const seed = 7;
    const random = createRandom(seed);
    const measure = createListMeter();
    const repetitions: number[] = [];
    for (let user = 0; user < 4000; user += 1) {
      const items = new Set<string>();
      while (items.size < 10) items.add(`i${Math.floor(random() * 200)}`);
      const { ListRepetition } = measure(
        list(
          `u${user}`,
          [...items].map((itemId) => [itemId, 1]),
        ),
      );
      if (ListRepetition !== undefined) repetitions.push(ListRepetition);
    }
    const mean = repetitions.reduce((sum, value) => sum + value, 0) / repetitions.length;
    console.log(`seed ${seed}: lists of ten out of 200 look like ${(10 / mean).toFixed(0)}`);
    expect(10 / mean).toBeGreaterThan(180);
    expect(10 / mean).toBeLessThan(220);
  });
});
