import { expect, it } from 'vitest';
import { historyOf, newestTime } from '../../../model/data/historyOf.ts';
import { Workspace } from '../../../model/kernels/index.ts';
import { ScoringWorkspace } from '../../../model/scoring/ScoringWorkspace.ts';
import { planTraining } from '../../../model/tuning/planTraining.ts';
import { makeResident } from '../../../model/tuning/ResidentModel.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld({ users: 60, items: 40, coldItems: 4 });
const items = world.itemIds.length;
const now = newestTime(world);
const { fits, fit } = planTraining(world, { seed: 3, budgetSeconds: 20, validation: 'next-and-window' });

it.each(fits)('$name lies where its scorer reads it, once, and scores as it did', (plan) => {
  const fitted = fit(plan, world, 3);
  const { parameters, arrays } = fitted.model.save();
  const resident = makeResident(fitted, items);
  const saved = resident.model.save();
  expect(saved).toEqual({ parameters, arrays });
  const homes = new Set(Object.values(saved.arrays).map((array) => Workspace.holding(array)));
  expect(homes.size).toBe(1);
  expect(homes).not.toContain(undefined);

  const elsewhere = fitted.model.createScorer(ScoringWorkspace.forArrays(items, Object.values(arrays), 1));
  for (let user = 0; user < 5; user += 1) {
    const history = historyOf(world, user, now);
    expect(resident.scorer.prepare(history, { now })).toBe(elsewhere.prepare(history, { now }));
    expect(resident.scorer.scores()).toEqual(elsewhere.scores());
  }
});
