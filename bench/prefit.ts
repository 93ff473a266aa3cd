/**
 * Lists by parts that Spark fitted beside the container's own, on the last event of up to 3,000 users: nDCG@10, its
 * difference with an interval, and seconds; for the blend by each budget what it is made of. Needs Spark (`npm run
 * test:spark` installs it).
 * Run: npx tsx bench/prefit.ts <users>x<items>x<interactions> [--budget 60,120] [--only itemKNN,neighbours]
 *   or RECSYNC_DATA=<folder> npx tsx bench/prefit.ts ml-100k | ml-latest-small
 * With `--parts <folder>` Spark's parts stay there, and are taken from there the next time.
 */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ItemItemModel } from '../model/algorithms/ItemItemModel.ts';
import type { ItemRows } from '../model/algorithms/ItemRows.ts';
import { buildDataset } from '../model/data/buildDataset.ts';
import type { Dataset } from '../model/data/Dataset.ts';
import { singleHybrid } from '../model/evaluation/CatalogueRanker.ts';
import type { TrainingInputManifest } from '../model/preparing/writeTrainingInput.ts';
import { splitLeaveLastOut } from '../model/splits/splits.ts';
import type { BoundPrefitted } from '../model/training/bindPrefitted.ts';
import { fitPlan } from '../model/tuning/planFits.ts';
import { trainHybrid } from '../model/tuning/trainHybrid.ts';
import type { TrainedHybrid } from '../model/tuning/trainHybrid.ts';
import { whySparkCannotRun } from '../spark/installSpark.ts';
import { compareRows } from './prefit/compareRows.ts';
import { shopRecords } from '../test/model/generateShop.ts';
import {
  compare,
  prefitWithSpark,
  readPrefitted,
  translateCases,
  valuesOf,
  writePrepared,
} from '../test/spark/prefitWithSpark.ts';

const seed = 7;
const mostCases = 3000;
const cores = 2;

/** Ratings of MovieLens: user, item, value, seconds. */
const ratingFiles: Record<string, { file: string; separator: string; header: number }> = {
  'ml-100k': { file: 'u.data', separator: '\t', header: 0 },
  'ml-latest-small': { file: 'ratings.csv', separator: ',', header: 1 },
};

function read(name: string): Dataset | undefined {
  if (!(name in ratingFiles)) {
    const [users, items, interactions] = name.split('x').map(Number);
    const shop = shopRecords({ users, items, interactions, seed });
    return buildDataset(shop.interactions(), shop.items());
  }
  const { file, separator, header } = ratingFiles[name];
  const path = join(process.env.RECSYNC_DATA ?? '', name, file);
  if (!existsSync(path)) return undefined;
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(header);
  return buildDataset(
    lines.map((line) => {
      const [userId, itemId, value, time] = line.split(separator);
      return { userId, itemId, value: Number(value), timestamp: 1000 * Number(time) };
    }),
  );
}

function timed<Result>(work: () => Result): [Result, string] {
  const start = performance.now();
  const result = work();
  return [result, `${((performance.now() - start) / 1000).toFixed(1)} s`];
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  // With `only` nothing but the rows of those parts is compared, entry by entry.
  options: { budget: { type: 'string', default: '60' }, only: { type: 'string' }, parts: { type: 'string' } },
});
const [name = '1500x2000x30000'] = positionals;
const dataset = read(name);
const problem = whySparkCannotRun();
if (dataset === undefined || problem !== undefined) {
  console.log(
    `skipped: ${problem === undefined ? `RECSYNC_DATA has no ${name}` : `Spark cannot run here, ${problem}`}`,
  );
} else {
  const folder = values.parts ?? (await mkdtemp(join(tmpdir(), 'recsync-prefit-')));
  try {
    await measure(dataset, folder);
  } finally {
    if (values.parts === undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function measure(data: Dataset, folder: string): Promise<void> {
  const split = splitLeaveLastOut(data, seed, mostCases);
  const run = { input: join(folder, 'input'), output: join(folder, 'output') };
  const { dataset: sample, prefitted } = existsSync(join(run.output, 'prefitted/manifest.json'))
    ? await readPrefitted(run)
    : await prefit(run, split.train);
  if (values.only !== undefined) return tellRows(sample, prefitted);
  const cases = translateCases(split, sample.itemIds);
  const tell = (what: string, own: Float64Array, bySpark: Float64Array, times: string): void => {
    const { own: before, prefitted: now, difference, interval } = compare(own, bySpark, seed);
    const shown = [before, now, difference, ...interval].map((value) => value.toFixed(4));
    console.log(`| ${[what, ...shown.slice(0, 3), `${shown[3]} to ${shown[4]}`, times].join(' | ')} |`);
  };
  console.log(
    '| what | container | Spark | difference | 95% interval | seconds in the container |\n|---|---|---|---|---|---|',
  );
  for (const plan of prefitted.plans) {
    const [own, seconds] = timed(() => singleHybrid(data.itemIds, fitPlan(plan, split.train, seed), 0));
    const bySpark = singleHybrid(sample.itemIds, prefitted.forServing(plan)!, 0);
    tell(plan.name, valuesOf(own, split.cases), valuesOf(bySpark, cases), seconds);
  }
  for (const budget of values.budget.split(',')) {
    const options = { seed, budgetSeconds: Number(budget), clock: () => 0 };
    const [own, ownSeconds] = timed(() => trainHybrid(split.train, options));
    const [blended, seconds] = timed(() => trainHybrid(sample, { ...options, prefitted }));
    const times = `${ownSeconds}, with parts ${seconds}`;
    tell(`hybrid, budget ${budget} s`, valuesOf(own.model, split.cases), valuesOf(blended.model, cases), times);
    tellBlend('container', own);
    tellBlend('Spark', blended);
  }
}

async function prefit(run: { input: string; output: string }, train: Dataset): Promise<BoundPrefitted> {
  await writePrepared(run.input, train);
  if (values.only !== undefined) await keepFits(run.input, values.only.split(','));
  const started = performance.now();
  const isSmall = train.itemIndices.length < 50_000;
  const bound = await prefitWithSpark(run, { cores, memoryMiB: 4096, isSmall });
  console.log(`${name}: Spark on ${cores} cores took ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return bound;
}

/** What a blend is made of, and what each part of it was worth on its own validation. */
function tellBlend(what: string, { report }: TrainedHybrid): void {
  const { cases, folds } = report.validation;
  console.log(`${what}: ${report.blend.toFixed(4)} on ${cases} cases of ${folds} parts`);
  for (const { name, value, weight, weightAfterPause } of report.components)
    console.log(`  ${[name, value.toFixed(4), weight.toFixed(4), weightAfterPause?.toFixed(4)].join('  ')}`);
}

/** Leaves the other fits out of what the job is asked for, but for popularity, which says what was touched at all. */
async function keepFits(input: string, names: readonly string[]): Promise<void> {
  const path = join(input, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as TrainingInputManifest;
  const fits = manifest.prefit.fits.filter((fit) => names.includes(fit.name) || fit.name === 'popularity');
  await writeFile(path, JSON.stringify({ ...manifest, prefit: { ...manifest.prefit, fits } }));
}

/** Whether the matrices are the same entry by entry. */
function tellRows(sample: Dataset, prefitted: BoundPrefitted['prefitted']): void {
  for (const plan of prefitted.plans) {
    if (!values.only!.split(',').includes(plan.name)) continue;
    const rowsOf = (model: ItemItemModel): ItemRows => model.save().arrays as unknown as ItemRows;
    const own = rowsOf(fitPlan(plan, sample, seed).model as ItemItemModel);
    const { entries, onlyInOne, atTheCut, furthest } = compareRows(
      own,
      rowsOf(prefitted.forServing(plan)!.model as ItemItemModel),
    );
    console.log(
      `${plan.name}: ${entries} entries; ${onlyInOne} in one of the two only, ${atTheCut} of them with the least value of ` +
        `their row; values of the same entry differ by ${furthest.toExponential(1)} at most`,
    );
  }
}
