import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dislikedFactor } from '../../experiments/impressions/dislikedFactor.ts';
import { ignoredFactor } from '../../experiments/impressions/ignoredFactor.ts';
import { rankByFeedback } from '../../experiments/impressions/rankByFeedback.ts';
import { meanInterval, momentsOf } from '../../experiments/statistics/Moments.ts';
import { measureDislikes } from './helpers/measureDislikes.ts';
import { simulateFeedback } from './helpers/simulateFeedback.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 31);
console.log(`impressions: seed ${seed}`);
// Another set of worlds than that on which the defaults were chosen (11 and 21 to 24).
const seeds = [0, 1, 2, 3].map((world) => seed + world);
const day = 24 * 60 * 60 * 1000;

describe('an ignored item', () => {
  it('loses half by as many fresh impressions as the belief weighs', () => {
    expect(ignoredFactor([])).toBe(1);
    expect(ignoredFactor(Array(8).fill({ age: 0, position: 1 }))).toBe(0.5);
    expect(ignoredFactor([{ age: 0 }], { priorImpressions: 3 })).toBe(0.75);
  });

  it('loses less the longer ago and the deeper in the list it was passed over', () => {
    expect(ignoredFactor([{ age: 7 * day }])).toBeCloseTo(8 / 8.5, 12);
    expect(ignoredFactor([{ age: 0, position: 2 }])).toBeCloseTo(8 / (8 + 2 ** -0.7), 12);
    expect(ignoredFactor([{ age: 1000 * day }])).toBeCloseTo(1, 9);
    // A clock that runs ahead makes no impression count more than once.
    expect(ignoredFactor([{ age: -day, position: 0 }])).toBeCloseTo(8 / 9, 12);
  });
});

describe('a dislike', () => {
  const similarity = (one: string, other: string): number => (one[0] === other[0] ? 0.5 : 0);

  it('removes the item and pushes its like down, and the less the longer ago', () => {
    const dislikes = [{ itemId: 'a1', age: 0 }];
    const factor = (itemId: string, disliked = dislikes, liked: typeof dislikes = []): number =>
      dislikedFactor(itemId, disliked, liked, similarity);
    expect(factor('a1')).toBe(0);
    expect(factor('b1')).toBe(1);
    // 0.5 against a prior of 0.5: half of 0.8.
    expect(factor('a2')).toBeCloseTo(0.6, 12);
    expect(factor('a2', [{ itemId: 'a1', age: 90 * day }])).toBeCloseTo(1 - (0.8 * 0.25) / 0.75, 12);
    expect(factor('a2', [...dislikes, { itemId: 'a3', age: 0 }])).toBeCloseTo(1 - 0.8 / 1.5, 12);
  });

  it('says less of items whose like are liked as well', () => {
    const [dislikes, liked] = [['a1'], ['a3', 'a4', 'b1']].map((ids) => ids.map((itemId) => ({ itemId, age: 0 })));
    // 0.5 against 2 × 0.5 and the prior.
    expect(dislikedFactor('a2', dislikes, liked, similarity)).toBeCloseTo(1 - (0.8 * 0.5) / 2, 12);
    expect(dislikedFactor('a1', dislikes, [{ itemId: 'a1', age: 0 }], similarity)).toBe(0);
  });

  it('and ignored impressions rank anew', () => {
    const candidates = ['a1', 'a2', 'b1', 'b2'].map((itemId, index) => ({ itemId, score: 1 - index * 0.05, index }));
    const feedback = {
      dislikes: [{ itemId: 'a1', age: 0 }],
      liked: [],
      ignored: new Map([['b1', [{ age: 0 }]]]),
    };
    // a2: 0.95 × 0.6; b1: 0.9 × 8 / 9; b2: 0.85.
    const ranked = rankByFeedback(candidates, feedback, similarity);
    expect(ranked.map(({ itemId }) => itemId)).toEqual(['b2', 'b1', 'a2']);
    expect(ranked[2]).toMatchObject({ index: 1 });
    expect(ranked[2].score).toBeCloseTo(0.95 * 0.6, 12);
    expect(rankByFeedback(candidates, { dislikes: [], liked: [], ignored: new Map() }, similarity)).toEqual(candidates);
  });
});

describe('on the simulated shop', { timeout: 180_000 }, () => {
  const gain = (after: number[], before: number[]) =>
    meanInterval(momentsOf(after.map((value, index) => value - before[index])))!;
  const mean = (values: number[]): string => (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3);
  const told = ({ estimate, low, high }: { estimate: number; low: number; high: number }): string =>
    `${estimate.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)})`;

  it.each(['ranked again', 'as lists do'] as const)('what is ignored and falls makes room (%s)', (ignored) => {
    const plain = simulateFeedback({ seeds, uses: {}, isMixed: false });
    const fed = simulateFeedback({ seeds, uses: { ignored }, isMixed: false });
    const clicks = gain(fed.clicks, plain.clicks);
    console.log(`  ignored, ${ignored}: ${mean(plain.clicks)} clicks a visit, gain ${told(clicks)}`);
    expect(clicks.low).toBeGreaterThan(0);
  });

  it('dislikes take away what is disliked, and its like, where a model half believes in tastes of yesterday', () => {
    const plain = simulateFeedback({ seeds, uses: {}, isMixed: true });
    const removed = simulateFeedback({ seeds, uses: { dislikes: 'remove' }, isMixed: true });
    const pushed = simulateFeedback({ seeds, uses: { dislikes: 'push' }, isMixed: true });
    const clicks = gain(pushed.clicks, plain.clicks);
    const dislikes = gain(pushed.dislikes, plain.dislikes);
    const byPush = gain(pushed.dislikes, removed.dislikes);
    console.log(`  disliked: ${mean(plain.clicks)} clicks a visit, gain ${told(clicks)}`);
    console.log(
      `  ${mean(plain.dislikes)} dislikes a visit, change ${told(dislikes)}, of it by the push ${told(byPush)}`,
    );
    console.log(`  clicks by the push alone ${told(gain(pushed.clicks, removed.clicks))}`);
    expect(clicks.low).toBeGreaterThan(0);
    expect(dislikes.high).toBeLessThan(0);
    expect(byPush.high).toBeLessThan(0);
    expect(gain(pushed.clicks, removed.clicks).low).toBeGreaterThan(0);
  });
});

describe('on recorded ratings', () => {
  const file = join(process.env.RECSYNC_DATA ?? '', 'ml-100k', 'u.data');
  it.skipIf(process.env.RECSYNC_DATA === undefined || !existsSync(file))(
    'pushing down the like of what was rated low does not hurt (MovieLens 100K; needs RECSYNC_DATA)',
    () => {
      const { plain, fed, difference } = measureDislikes(file);
      console.log(`  nDCG@10 ${plain.toFixed(4)} to ${fed.toFixed(4)}, difference ${JSON.stringify(difference)}`);
      expect(difference.high).toBeGreaterThanOrEqual(0);
      expect(difference.estimate).toBeGreaterThan(-0.01 * plain);
    },
    180_000,
  );
});
