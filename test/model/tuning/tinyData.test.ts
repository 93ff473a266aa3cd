import { describe, expect, it } from 'vitest';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import type { InteractionRow } from '../../../model/data/DatasetBuilder.ts';
import { TooLittleDataError } from '../../../model/data/TooLittleDataError.ts';
import { Ranker } from '../../../model/ranking/Ranker.ts';
import { RankingCatalogue } from '../../../model/ranking/RankingCatalogue.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { trainHybrid } from '../../../model/tuning/trainHybrid.ts';
import { validationKinds } from '../../../model/tuning/validationFolds.ts';

const worlds = 12;
const seed = 20261128;

/** A shop in its first hours: a few users, items and events of any kind and value, with and without times and attributes. */
function tinyWorld(world: number): { rows: InteractionRow[]; items: { itemId: string; tags?: string[] }[] } {
  const random = createRandom(seed + world);
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const [users, items, events] = [1 + upTo(4), 1 + upTo(5), upTo(12)];
  const types = ['VIEW', 'LIKE', 'DISLIKE', 'RATING', 'WATCH', 'IMPRESSION'];
  const values = [undefined, 0, 0.5, 1, 5, -1e15, 1e15];
  const hasTimes = random() < 0.7;
  const rows = Array.from({ length: events }, () => ({
    userId: `u${upTo(users)}`,
    itemId: `i${upTo(items)}`,
    eventType: types[upTo(types.length - 1)],
    value: values[upTo(values.length - 1)],
    timestamp: hasTimes ? 1_700_000_000_000 + upTo(3) * 86_400_000 : undefined,
  }));
  const catalogue = Array.from({ length: upTo(items + 2) }, (_, item) => ({
    itemId: `i${item}`,
    tags: random() < 0.5 ? [`t${upTo(2)}`] : undefined,
  }));
  return { rows, items: catalogue };
}

describe(`training on next to nothing (seed ${seed})`, { timeout: 120_000 }, () => {
  it('makes a model that answers, or says that there is too little', () => {
    let trained = 0;
    for (let world = 0; world < worlds; world += 1) {
      const { rows, items } = tinyWorld(world);
      const dataset = buildDataset(rows, items);
      const validation = validationKinds[world % validationKinds.length];
      try {
        const { model, report } = trainHybrid(dataset, { seed: 1, budgetSeconds: 2, clock: () => 0, validation });
        trained += 1;
        expect(report.blend, `world ${world}`).toBeGreaterThanOrEqual(0);
        const ranker = new Ranker(model, RankingCatalogue.of(dataset), 'tiny');
        for (const history of [[], [{ itemId: 'i0', eventType: 'RATING', eventValue: 0.5, timestamp: 1 }]]) {
          const { items: list } = ranker.answer({ kind: 'RECOMMEND', now: 2, limit: 10, history, excludeSeen: false });
          expect(list.length, `world ${world}`).toBe(Math.min(10, dataset.itemIds.length));
          expect(
            list.every(({ score }) => Number.isFinite(score)),
            `world ${world}`,
          ).toBe(true);
        }
      } catch (error) {
        if (!(error instanceof TooLittleDataError)) throw new Error(`world ${world}`, { cause: error });
      }
    }
    // Both ends were met.
    expect(trained).toBeGreaterThan(worlds / 4);
    expect(trained).toBeLessThan(worlds);
  });

  it('users with one item each are enough for what is popular', () => {
    const dataset = buildDataset(['a', 'b', 'b', 'c'].map((itemId, user) => ({ userId: `u${user}`, itemId })));
    const { model } = trainHybrid(dataset, { seed: 1, budgetSeconds: 2, clock: () => 0 });
    const ranker = new Ranker(model, RankingCatalogue.of(dataset), 'tiny');
    expect(ranker.answer({ kind: 'RECOMMEND', now: 1, limit: 3, history: [] }).items[0].itemId).toBe('b');
  });
});
