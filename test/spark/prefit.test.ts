import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDataset } from '../../model/data/buildDataset.ts';
import type { InteractionRow } from '../../model/data/DatasetBuilder.ts';
import { splitLeaveLastOut } from '../../model/splits/splits.ts';
import { singleHybrid } from '../../model/evaluation/CatalogueRanker.ts';
import type { BoundPrefitted } from '../../model/training/bindPrefitted.ts';
import { fitPlan } from '../../model/tuning/planFits.ts';
import { trainHybrid } from '../../model/tuning/trainHybrid.ts';
import { sparkFolder, whySparkCannotRun } from '../../spark/installSpark.ts';
import { runSparkPython } from '../../spark/runPrefit.ts';
import { shopRecords } from '../model/generateShop.ts';
import { compare, prefitWithSpark, translateCases, valuesOf, writePrepared } from './prefitWithSpark.ts';

const seed = 7;
const problem = whySparkCannotRun();

/** A shop whose people also rate what they had, from 1 to 5. */
function* ratedShop(): Generator<InteractionRow> {
  let number = 0;
  for (const { eventType, ...interaction } of shop.interactions()) {
    number += 1;
    const value = 1 + ((number * 7919) % 5);
    yield number % 9 === 0
      ? { ...interaction, eventType: 'RATING', value }
      : { ...interaction, eventType: number % 31 === 0 ? 'IMPRESSION' : eventType };
  }
}

const shop = shopRecords({ users: 600, items: 400, interactions: 12_000, seed });

describe.skipIf(problem !== undefined)(
  `parts fitted by Spark (seed ${seed}; npm run test:spark installs it${problem === undefined ? '' : `: ${problem}`})`,
  { timeout: 300_000 },
  () => {
    let folder: string;
    let bound: BoundPrefitted;
    const split = splitLeaveLastOut(buildDataset(ratedShop(), shop.items()), seed);

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'recsync-prefit-'));
      const run = { input: join(folder, 'input'), output: join(folder, 'output') };
      await writePrepared(run.input, split.train, 3000);
      bound = await prefitWithSpark(run, { isSmall: true });
    }, 300_000);
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('answer as worked out by hand, and refuse what is missing, broken or late', async () => {
      const { code, output } = await runSparkPython(
        ['-m', 'unittest', 'discover', '-t', sparkFolder, '-s', join(sparkFolder, 'tests')],
        {
          isSmall: true,
        },
      );
      expect(code, output).toBe(0);
      expect(output).toMatch(/Ran 1[0-9] tests/);
    });

    it('are those of the container but for what begins by chance: the same neighbours, transitions and counts', () => {
      const begun = ['ials', 'attributeFactors'];
      const counted = bound.prefitted.plans.filter(({ algorithm }) => !begun.includes(algorithm));
      expect(bound.prefitted.plans.filter(({ algorithm }) => begun.includes(algorithm))).toHaveLength(2);
      expect(counted.map(({ algorithm }) => algorithm)).toEqual(
        expect.arrayContaining(['popularity', 'itemKNN', 'transitions']),
      );
      for (const plan of counted) {
        const own = fitPlan(plan, bound.dataset, seed).model.save().arrays;
        const found = bound.prefitted.forServing(plan)!.model.save().arrays;
        expect(Object.keys(found)).toEqual(Object.keys(own));
        for (const [name, array] of Object.entries(own)) {
          expect(found[name].length, `${plan.name} ${name}`).toBe(array.length);
          let furthest = 0;
          for (let index = 0; index < array.length; index += 1) {
            furthest = Math.max(furthest, Math.abs(found[name][index] - array[index]));
          }
          expect(furthest, `${plan.name} ${name}`).toBeLessThan(1e-4);
        }
      }
      expect(bound.prefitted.touched.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(300);
    });

    it('make lists within chance of the container’s own, and are in the blend', () => {
      const options = { seed, budgetSeconds: 6, clock: () => 0 };
      const { prefitted } = bound;
      const own = trainHybrid(split.train, options);
      const blended = trainHybrid(bound.dataset, { ...options, prefitted });
      const cases = translateCases(split, bound.dataset.itemIds);
      const ownValues = valuesOf(own.model, split.cases);
      const { own: before, prefitted: now, interval } = compare(ownValues, valuesOf(blended.model, cases), seed);
      const told = `nDCG@10 ${now.toFixed(4)}, the container's own ${before.toFixed(4)}: ${interval.join(' to ')}`;
      expect(interval[1], told).toBeGreaterThan(0);
      expect(
        blended.report.components.filter(({ name, weight }) => /ials|itemKNN|neigh/.test(name) && weight > 0),
      ).not.toEqual([]);
      // A part that is off would be noticed: popularity alone is worse beyond chance.
      const [plain] = prefitted.plans;
      const popular = singleHybrid(bound.dataset.itemIds, prefitted.forServing(plain)!, 0);
      expect(compare(ownValues, valuesOf(popular, cases), seed).interval[1]).toBeLessThan(0);
    });
  },
);
