import { expect, it } from 'vitest';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { historyOf, newestTime } from '../../../model/data/historyOf.ts';
import { ListScorer } from '../../../model/hybrid/ListScorer.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { trainHybrid } from '../../../model/tuning/trainHybrid.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld({ users: 120, items: 60, coldItems: 6 });
const now = newestTime(world);
const options = { seed: 3, budgetSeconds: 20 };

it('trains by the plan alone on a machine of any reasonable speed', () => {
  const [swift, slow] = [1, 20].map((millisecondsPerLook) => {
    let time = 0;
    return trainHybrid(world, { ...options, clock: () => (time += millisecondsPerLook) });
  });
  expect(swift.report.wasCutByClock).toBe(false);
  expect(slow.model.save()).toEqual(swift.model.save());
});

it('says in its report that the clock cut it short, and still gives a model that ranks', () => {
  // Time runs out between the validation part and the final fits.
  let looks = 0;
  const { model, report } = trainHybrid(world, { ...options, clock: () => (looks++ === 0 ? 0 : 3_600_000) });
  expect(report.wasCutByClock).toBe(true);
  const { scores } = new ListScorer(model).prepare(historyOf(world, 0, now), { now }, true);
  expect(new Set(scores).size).toBeGreaterThan(10);
});

it('validates as planned however long that took which the plan does not count', () => {
  const [calm, held] = [0, 100_000].map((milliseconds) => {
    let time = 0;
    return trainHybrid(world, { ...options, validation: 'random', clock: () => time }, (_, message) => {
      if (message?.startsWith('what new users')) time += milliseconds;
    }).report;
  });
  expect(calm.validation.folds).toBeGreaterThan(1);
  expect(held.validation).toEqual(calm.validation);
  // It is late in the end all the same.
  expect([calm.wasCutByClock, held.wasCutByClock]).toEqual([false, true]);
});

it('learns what comes next in a visit and what is wanted after a pause, and asks the history which it is', () => {
  // In a visit one item leads to the next. People come back for what is in demand in these days, whatever they saw before.
  const [users, items, visits, day] = [300, 60, 6, 86_400_000];
  const random = createRandom(11);
  const rows = Array.from({ length: users }, (_, user) =>
    Array.from({ length: visits }, (__, visit) => {
      const start = visit * 20 * day + Math.floor(random() * 15 * day);
      const demanded = (9 * Math.floor(start / (10 * day)) + Math.floor(random() * 3)) % items;
      return [0, 1, 2].map((step) => ({
        userId: `u${user}`,
        itemId: `i${(demanded + 7 * step) % items}`,
        timestamp: start + step * 60_000,
      }));
    }),
  ).flat(2);
  const shop = buildDataset(rows);
  const { model, report } = trainHybrid(shop, { seed: 1, budgetSeconds: 3, clock: () => 0 });
  const scorer = new ListScorer(model);
  const end = newestTime(shop);
  const bestAfter = (pause: number): string => {
    const timestamp = end - pause * day;
    const history = model.toHistory([{ itemId: 'i20', eventType: 'VIEW', timestamp }], end);
    const scores = scorer.prepare(history, { now: end }, true).scores.slice();
    scores[model.indexOfItem('i20')!] = Number.NEGATIVE_INFINITY;
    return model.itemIds[scores.indexOf(Math.max(...scores))];
  };
  expect(bestAfter(0)).toBe('i27');
  expect(bestAfter(20)).not.toBe('i27');
  expect(report.components.some(({ weight, weightAfterPause }) => weight !== weightAfterPause)).toBe(true);
});
