import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import type { InteractionRow } from '../../../model/data/DatasetBuilder.ts';
import { emptyHistoryWeights } from '../../../model/tuning/emptyHistoryWeights.ts';
import type { FitPlan } from '../../../model/tuning/planFits.ts';

const day = 86_400_000;
const plan = (name: string, algorithm: string, parameters: object): FitPlan => ({
  name,
  algorithm,
  parameters,
  halfLives: [0],
  seconds: 0,
  priority: 0,
});
const plans = [
  plan('popularity', 'popularity', {}),
  plan('itemKNN', 'itemKNN', {}),
  plan('popularity10Days', 'popularity', { halfLifeDays: 10 }),
];

/** Two new users a day for 200 days, each with six items drawn around a favourite that moves by `drift` items a day. */
function arrivals(drift: number, seed: number): InteractionRow[] {
  const random = createRandom(seed);
  return Array.from({ length: 400 }, (_, user) => {
    const days = user / 2;
    return Array.from({ length: 6 }, (__, event) => ({
      userId: `u${user}`,
      itemId: `i${Math.floor(days * drift + 40 * random() * random())}`,
      timestamp: (days + event / 1000) * day,
    }));
  }).flat();
}

describe('emptyHistoryWeights', () => {
  const learn = (rows: InteractionRow[], isFuture = true) => {
    const learned = emptyHistoryWeights(buildDataset(rows), plans, { seed: 1, isFuture });
    return { ...learned, weights: Object.fromEntries(learned.weights), values: Object.fromEntries(learned.values) };
  };
  const plain = { popularity: 1, popularity10Days: 0 };

  it('follows the fashion where new users do', () => {
    const { weights, values, cases } = learn(arrivals(0.5, 7));
    expect(cases).toBeGreaterThan(150);
    expect(values.popularity10Days).toBeGreaterThan(values.popularity);
    expect(weights.popularity10Days).toBeGreaterThan(weights.popularity);
    expect(weights.itemKNN).toBeUndefined();
  });

  it('stays with plain popularity where there is no fashion', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7]) {
      const { weights } = learn(arrivals(0, seed));
      expect(weights.popularity, `seed ${seed}`).toBeGreaterThan(2 * weights.popularity10Days);
    }
  });

  it('is plain popularity where gaps are filled, where there are no times and where nobody is new', () => {
    const rows = arrivals(0.5, 7);
    expect(learn(rows, false).weights).toEqual(plain);
    expect(learn(rows.map(({ userId, itemId }) => ({ userId, itemId }))).weights).toEqual(plain);
    expect(learn(rows.map((row, index) => ({ ...row, userId: `u${index % 30}` }))).weights).toEqual(plain);
  });
});
