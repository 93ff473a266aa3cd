import { describe, expect, it } from 'vitest';
import { ContextPopularity } from '../../../model/algorithms/ContextPopularity.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { historyOfItems } from '../../../model/data/History.ts';
import { CatalogueScorer } from '../scoring/CatalogueScorer.ts';

const hour = 3_600_000;
const empty = historyOfItems([]);
const dataset = buildDataset(
  Array.from({ length: 400 }, (_, index) => ({
    userId: `u${index}`,
    itemId: index % 2 === 0 ? 'coffee' : 'film',
    timestamp: Math.floor(index / 2) * 24 * hour + (index % 2 === 0 ? 8 : 21) * hour,
    device: index % 4 < 2 ? 'phone' : 'tv',
  })),
);
const scorer = new CatalogueScorer(
  ContextPopularity.fit(dataset, { smoothing: 1 }, createRandom(1), () => {}),
  dataset.itemIds,
);

describe('ContextPopularity', () => {
  it('prefers what is chosen at this hour, by the smoothed ratio worked out by hand', () => {
    const [coffee, film] = scorer.scores(empty, { hourOfDay: 9 });
    // Half of all events fall into the block from 8 to 12, all of them coffee.
    expect(coffee).toBeCloseTo(Math.log((200 + 1) / (100 + 1)), 5);
    expect(film).toBeCloseTo(Math.log((0 + 1) / (100 + 1)), 5);
    expect(scorer.reasons(empty, [0], { hourOfDay: 9 })[0]).toMatchObject([
      { code: 'CONTEXT', evidence: { attributes: ['hour:9'] } },
    ]);
  });

  it('says nothing about a device that makes no difference or is unknown', () => {
    expect(scorer.scores(empty, { device: 'phone' })[0]).toBeCloseTo(0, 2);
    expect([...scorer.scores(empty, { device: 'fridge' })]).toEqual([0, 0]);
    expect([...scorer.scores(empty, {})]).toEqual([0, 0]);
  });
});
