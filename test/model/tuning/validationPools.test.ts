import { expect, it } from 'vitest';
import { CaseScorer } from '../../../model/tuning/CasePool.ts';
import type { CasePool } from '../../../model/tuning/CasePool.ts';
import { basisOf, componentsOf } from '../../../model/tuning/planFits.ts';
import { planTraining } from '../../../model/tuning/planTraining.ts';
import { makeResident } from '../../../model/tuning/ResidentModel.ts';
import { sample, validationPools } from '../../../model/tuning/validationPools.ts';
import { smallWorld } from '../smallWorld.ts';

const world = smallWorld({ users: 60, items: 40, coldItems: 4 });
const { fits, fit, folds } = planTraining(world, { seed: 3, budgetSeconds: 20, validation: 'next-and-window' });
const { train, cases } = folds[0]();
const models = fits.map((plan) => makeResident(fit(plan, train, 3), train.itemIds.length));
const components = componentsOf(fits);
const options = { shortCases: 20, withMoments: fits.some((plan) => basisOf(plan) === 'moment') };
const poolsOf = (first: number, keptAfterFirst: (heard: readonly CasePool[]) => number[]) =>
  validationPools(cases, new CaseScorer(models, components, train.itemIds.length), {
    ...options,
    first,
    keptAfterFirst,
  });

it('keeps the scores of the components that the first cases showed to be of use, and asks about the same items', () => {
  const all = poolsOf(0, () => {
    throw new Error('There are no first cases.');
  });
  const kept = components.map((_, index) => index).filter((index) => index % 3 === 1);
  const narrow = (pool: CasePool): CasePool => ({
    ...pool,
    features: Float32Array.from(
      kept.flatMap((component) => [...pool.features.subarray(component * pool.size, (component + 1) * pool.size)]),
    ),
  });
  let heard: readonly CasePool[] = [];
  const some = poolsOf(10, (first) => {
    heard = first;
    return kept;
  });

  expect(heard).toEqual(sample(all.whole, 10));
  expect(all.whole).toHaveLength(cases.length);
  expect(all.short.length).toBeGreaterThan(0);
  expect(all.moments.length).toBeGreaterThan(0);
  expect(some).toEqual({
    whole: all.whole.map(narrow),
    short: all.short.map(narrow),
    moments: all.moments.map(narrow),
  });
});
