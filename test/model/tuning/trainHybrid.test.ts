import { expect, it } from 'vitest';
import { historyOf, newestTime } from '../../../model/data/historyOf.ts';
import { ListScorer } from '../../../model/hybrid/ListScorer.ts';
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
