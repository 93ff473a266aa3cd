import { describe, expect, test } from 'vitest';
import { applyBoosts } from '../../../model/ranking/applyBoosts.ts';
import { boostFactors } from '../../../model/ranking/boostFactors.ts';
import { applyFreshness } from '../../../model/ranking/applyFreshness.ts';
import { diversify } from '../../../model/ranking/diversify.ts';
import { drawRank, rankShares } from '../../../experiments/off-policy/rankShares.ts';
import { explore } from '../../../model/ranking/explore.ts';
import { Eligibility } from '../../../model/ranking/Eligibility.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import type { ListEstimates } from '../../../model/hybrid/ListScorer.ts';
import type { RankingArrays } from '../../../model/ranking/RankingCatalogue.ts';
import { RankingCatalogue } from '../../../model/ranking/RankingCatalogue.ts';
import { ReasonTable } from '../../../model/scoring/ReasonTable.ts';
import { selectBest } from '../../../model/ranking/selectBest.ts';

test('boosts stretch the distance to the lowest score, as by hand', () => {
  const scores = Float32Array.of(-1, 0, 3);
  const catalogue = RankingCatalogue.of({
    itemIds: ['a', 'b', 'c'],
    items: ['x', 'y', 'x'].map((category, index) => ({ itemId: 'abc'[index], categories: [category, 'all'] })),
  });
  const indexOfItem = (itemId: string): number | undefined => ({ a: 0, b: 1, c: 2 })[itemId];
  const boosts = { b: 3, c: 0.25, unknown: 2 };
  const factors = boostFactors({ boosts, categoryBoosts: { x: 2, none: 5 } }, catalogue, indexOfItem);
  expect(Object.fromEntries(factors ?? [])).toEqual({ 0: 2, 1: 3, 2: 0.5 });
  expect(boostFactors({}, catalogue, indexOfItem)).toBeUndefined();
  const gains = applyBoosts(scores, factors);
  expect([...scores]).toEqual([-1, 2, 1]);
  expect([...gains]).toEqual([
    [0, 0],
    [2, -2],
    [1, 2],
  ]);
});

test('freshness halves in 30 days and counts from availability, else creation', () => {
  const now = Date.parse('2026-03-02T00:00:00Z');
  const catalogue = RankingCatalogue.of({
    itemIds: ['a', 'b', 'c', 'd'],
    items: [
      { itemId: 'a', createdAt: '2026-03-02T00:00:00Z' },
      { itemId: 'b', createdAt: '2026-03-02T00:00:00Z', availableFrom: '2026-01-31T00:00:00Z' },
      { itemId: 'c', createdAt: '2026-03-03T00:00:00Z' },
      undefined,
    ],
  });
  const scores = Float32Array.of(0, 0, 0, 4);
  const gain = applyFreshness(scores, catalogue, now, 1);
  // Mean 1, best 4: the whole gain is 3.
  expect([...scores]).toEqual([3, 1.5, 0, 4]);
  expect([0, 1, 2, 3].map(gain)).toEqual([3, 1.5, 0, 0]);
});

test('attribute similarity is shared over all', () => {
  const catalogue = RankingCatalogue.of({
    itemIds: ['a', 'b', 'c', 'd'],
    items: [
      { itemId: 'a', tags: ['x', 'y', 'x'], brand: 'm' },
      { itemId: 'b', tags: ['y'], categories: ['x'], brand: 'm' },
      { itemId: 'c' },
      { itemId: 'd' },
    ],
  });
  expect(catalogue.attributeSimilarity(0, 1)).toBeCloseTo(2 / 4);
  expect(catalogue.attributeSimilarity(0, 0)).toBe(1);
  expect(catalogue.attributeSimilarity(0, 2)).toBe(0);
  expect(catalogue.attributeSimilarity(2, 3)).toBe(0);
});

describe('diversify', () => {
  test('takes the hand-computed order', () => {
    // 0 and 1 are twins, 2 is unlike both. Relevance 1, 0.9, 0: at 0.5 item 1 is worth 0.45 - 0.5, item 2 is worth 0.
    const scores = Float32Array.of(10, 9, 0);
    const twins = (item: number, pool: readonly number[]): number[] =>
      pool.map((other) => (item !== other && item < 2 && other < 2 ? 1 : 0));
    expect(diversify([0, 1, 2], scores, 0.5, 3, twins)).toEqual([0, 2, 1]);
    expect(diversify([0, 1, 2], scores, 0.4, 3, twins)).toEqual([0, 1, 2]);
    expect(diversify([0, 1, 2], scores, 0, 2, twins)).toEqual([0, 1]);
  });

  test('equal scores and short pools', () => {
    const none = (_item: number, pool: readonly number[]): number[] => pool.map(() => 0);
    expect(diversify([4, 2], new Float32Array(5), 0.5, 9, none)).toEqual([4, 2]);
    expect(diversify([], new Float32Array(5), 0.5, 9, none)).toEqual([]);
  });
});

test('explore keeps the order of the list, draws without repeating and takes what there is', () => {
  const pool = [5, 6, 7, 8];
  const { items, explored } = explore([0, 1, 2], pool, 3, 7);
  expect(items).toHaveLength(6);
  expect(explored.size).toBe(3);
  expect(items.filter((item) => !explored.has(item))).toEqual([0, 1, 2]);
  expect(explore([0], pool, 99, 7).explored.size).toBe(4);
  expect(explore([0, 1], [], 3, 7)).toEqual({ items: [0, 1], explored: new Map() });
});

test('explore draws each place with the chance that it tells, by itself', () => {
  const pool = Array.from({ length: 9 }, (_, index) => 100 + index);
  const runs = 20_000;
  const counts = new Map<number, number>();
  let together = 0;
  for (let seed = 0; seed < runs; seed += 1) {
    const { explored } = explore([0, 1, 2], pool, 2, seed);
    for (const [item, { rank, pool: size }] of explored) {
      // Places take turns: of nine items the first has five and the second four.
      expect([item, size]).toEqual([100 + 2 * (rank - 1) + Number(size === 4), size === 4 ? 4 : 5]);
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    together += Number(explored.has(100) && explored.has(101));
  }
  const shares = [rankShares(5), rankShares(4)];
  for (const [index, item] of pool.entries()) {
    const chance = shares[index % 2][Math.floor(index / 2)];
    const doubt = 4 * Math.sqrt((chance * (1 - chance)) / runs);
    expect(Math.abs((counts.get(item) ?? 0) / runs - chance)).toBeLessThan(doubt);
  }
  // Draws of one place say nothing of those of another.
  const chance = shares[0][0] * shares[1][0];
  expect(Math.abs(together / runs - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / runs));
  expect([...explore([0], pool, 1, 7, 1).explored]).toEqual([[100, { rank: 1, pool: 1 }]]);
});

test('shares of ranks are as worked out by hand', () => {
  // 1 + 1/2 + 1/3 = 11/6.
  const [first, second, third] = rankShares(3);
  expect([first, second, third].map((share) => share * 11)).toEqual(
    [6, 3, 2].map((share) => expect.closeTo(share, 12)),
  );
  expect(rankShares(4, 1)).toEqual([1, 0, 0, 0]);
  expect(rankShares(2, 9)).toEqual(rankShares(2));
  expect([0, 0.54, 0.55, 0.81, 0.82, 1].map((uniform) => drawRank(3, uniform))).toEqual([1, 1, 2, 2, 3, 3]);
});

test('reasons group by code and name the strongest evidence', () => {
  const table = new ReasonTable(['a', 'b', 'c', 'd', 'e', 'f']);
  // A list of two for the history b, c, d, e, f.
  table.begin(2, Uint32Array.of(1, 2, 3, 4, 5));
  table.setFactors([0.5, 2], 0);
  for (const place of [0, 1]) table.add(place, 'POPULAR', 1);
  table.setFactors([1, 2], 0);
  table.addEvents('BECAUSE_YOU_INTERACTED', [4, 2, -1, 0.5, 0.25, 0, 0, 0, 0, 1], 5);
  table.add(0, 'SIMILAR_CONTENT', 0.75, 2, 'tag:space');
  // A component that looks back three events only, and does not count for the first item.
  table.setFactors([0, 3], 2);
  table.addEvents('BECAUSE_YOU_INTERACTED', [9, 9, 9, 1, 0, 0], 3);
  expect(table.reasonsOf(0)).toEqual([
    { code: 'BECAUSE_YOU_INTERACTED', evidence: { itemIds: ['b', 'c', 'e'], attributes: [] }, share: 5.75 },
    { code: 'SIMILAR_CONTENT', evidence: { itemIds: ['c'], attributes: ['tag:space'] }, share: 0.75 },
    { code: 'POPULAR', evidence: { itemIds: [], attributes: [] }, share: 0.5 },
  ]);
  expect(table.reasonsOf(1)).toEqual([
    { code: 'BECAUSE_YOU_INTERACTED', evidence: { itemIds: ['d', 'f'], attributes: [] }, share: 5 },
    { code: 'POPULAR', evidence: { itemIds: [], attributes: [] }, share: 2 },
  ]);
  // The next list starts from nothing.
  table.begin(1, Uint32Array.of(0));
  table.setFactors([1], 0);
  table.add(0, 'NEW', 0);
  expect(table.reasonsOf(0)).toEqual([]);
});

describe('selectBest', () => {
  const random = createRandom(5);
  const exact = Float32Array.from({ length: 5000 }, () => random());
  const order = Array.from(exact.keys()).sort((a, b) => exact[b] - exact[a]);
  const scoreOf = (item: number): number => exact[item];
  const everything = new Eligibility(
    new RankingCatalogue(
      { itemIds: Array.from(exact, (_, item) => `${item}`), itemAt: () => undefined },
      availableAlways(5000),
    ),
    { kind: 'POPULAR', now: 0, limit: 10 },
    () => undefined,
  );

  test('finds the best of exact scores by whole ones', () => {
    const scores = Float32Array.from(exact);
    expect(selectBest({ scores, scoreOf }, everything, 10)).toEqual(order.slice(0, 10));
    expect(selectBest({ scores, scoreOf }, everything, 6000)).toEqual(order);
    expect(selectBest({ scores, scoreOf }, everything, 0)).toEqual([]);
  });

  test.each([true, false])('finds them by a part of the scores, bounds and rough scores (some items: %s)', (isSome) => {
    // What is cheap to know says little; rough scores have errors far wider than the gaps between the best.
    const cheap = exact.map((score) => score - random() / 2);
    const rough = exact.map((score) => score + (random() - 0.5) / 20);
    let floorSeen = Number.NaN;
    const estimates: ListEstimates = {
      scoresOf: (items) => Float32Array.from(items, (item) => rough[item]),
      from(floor) {
        floorSeen = floor;
        const items = Uint32Array.from(exact.keys()).filter((item) => cheap[item] + 0.5 >= floor);
        return isSome ? { items, scores: this.scoresOf(items) } : { items: undefined, scores: rough };
      },
    };
    const scores = Float32Array.from(cheap);
    const chosen = selectBest({ scores, scoreOf, estimates }, everything, 10);
    expect(chosen).toEqual(order.slice(0, 10));
    expect(floorSeen).toBeLessThanOrEqual(exact[order[9]]);
    for (const item of chosen) expect(scores[item]).toBe(exact[item]);
    expect(selectBest({ scores: Float32Array.from(cheap), scoreOf, estimates }, everything, 6000)).toEqual(order);
  });
});

function availableAlways(items: number): RankingArrays {
  return {
    hidden: new Uint8Array(items),
    availableFrom: new Float64Array(items).fill(Number.NEGATIVE_INFINITY),
    availableUntil: new Float64Array(items).fill(Number.POSITIVE_INFINITY),
    since: new Float64Array(items).fill(Number.NaN),
    attributeOffsets: new Uint32Array(items + 1),
    attributeIds: new Uint32Array(0),
  };
}
