import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { dominantSubspace, normalise } from '../../../model/algorithms/subspace.ts';
import type { Dataset } from '../../../model/data/Dataset.ts';
import { historyOfItems } from '../../../model/data/History.ts';
import { userItemMatrix } from '../../../model/data/UserItemMatrix.ts';
import type { NamedModel } from '../../../model/hybrid/HybridModel.ts';
import { ScoringWorkspace } from '../../../model/scoring/ScoringWorkspace.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { bindPrefitted } from '../../../model/training/bindPrefitted.ts';
import { PrefittedFiles } from '../../../model/training/PrefittedFiles.ts';
import { parseTrainingSettings } from '../../../model/training/TrainingSettings.ts';
import { runTraining } from '../../../model/training/runTraining.ts';
import { fitPlan } from '../../../model/tuning/planFits.ts';
import { planPrefit } from '../../../model/tuning/planPrefit.ts';
import { sizeOf } from '../../../model/data/DataSize.ts';
import { smallWorld } from '../smallWorld.ts';

/** The whole data, of which the container sees the first 40 users and a catalogue without the last items. */
const whole = smallWorld({ users: 120, coldItems: 0 });
const seed = 3;
let root: string;
let channel: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'recsync-prefitted-'));
  channel = join(root, 'input/data/prefitted');
});
afterEach(() => rm(root, { recursive: true }));

const plans = planPrefit(sizeOf(whole)).map((plan) => ({ ...plan, seconds: 0, priority: 0 }));

async function writeLines(path: string, rows: readonly object[]): Promise<{ bytes: number; sha256: string }> {
  const packed = gzipSync(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, packed);
  return { bytes: packed.length, sha256: createHash('sha256').update(packed).digest('hex') };
}

/** The rows of a fit by this room's own algorithm, in the form that the job writes. */
function rowsOf(plan: (typeof plans)[number]): object[] {
  const { arrays, parameters } = fitPlan(plan, whole, seed).model.save();
  const items = [...whole.itemIds.keys()];
  if (plan.algorithm === 'attributeFactors') {
    const byUser = userItemMatrix(whole);
    const dimensions = parameters.dimensions as number;
    const basis = Array.from(dominantSubspace(normalise(byUser), dimensions, createRandom(seed)));
    return items.map((item) => ({
      ...{ item, vector: basis.slice(item * dimensions, (item + 1) * dimensions) },
      count: byUser.indices.filter((other) => other === item).length,
    }));
  }
  if (plan.algorithm === 'popularity') return items.map((item) => ({ item, count: arrays.counts[item] }));
  if (plan.algorithm === 'ials') {
    const dimensions = parameters.dimensions as number;
    const factors = Array.from(arrays.factors);
    return items.map((item) => ({ item, vector: factors.slice(item * dimensions, (item + 1) * dimensions) }));
  }
  const { offsets, indices, values } = arrays;
  return items.map((item) => ({
    item,
    items: Array.from(indices).slice(offsets[item], offsets[item + 1]),
    values: Array.from(values).slice(offsets[item], offsets[item + 1]),
  }));
}

async function writeChannels(): Promise<void> {
  const sample = [...whole.userIds.keys()].slice(0, 40).flatMap((user) => eventsOf(whole, user));
  await writeLines(join(root, 'input/data/interactions/interactions-00000.jsonl.gz'), sample);
  await writeLines(join(root, 'input/data/items/items.jsonl.gz'), whole.items.slice(0, 30) as object[]);
  const parts = [];
  for (const plan of plans) {
    for (const scope of ['validation', 'whole']) {
      const name = `${scope}/${plan.name}-00000.jsonl.gz`;
      const file = { name, ...(await writeLines(join(channel, name), rowsOf(plan))) };
      parts.push({ ...plan, scope, files: [file] });
    }
  }
  const ids = await writeLines(
    join(channel, 'item-ids-00000.jsonl.gz'),
    whole.itemIds.map((itemId, item) => ({ item, itemId })),
  );
  const manifest = {
    ...{ version: 1, inputFingerprint: 'f'.repeat(64), interactions: 4321, users: 120, items: whole.itemIds.length },
    ...{ erased: { users: 0, interactions: 0 }, sample: { users: 40, interactions: sample.length, cut: 0 } },
    ...{ itemIds: { files: [{ name: 'item-ids-00000.jsonl.gz', ...ids }] }, parts },
  };
  await writeFile(join(channel, 'manifest.json'), JSON.stringify(manifest));
}

function eventsOf({ userIds, itemIds, userOffsets, itemIndices, timestamps }: Dataset, user: number): object[] {
  return Array.from(itemIndices.subarray(userOffsets[user], userOffsets[user + 1]), (item, offset) => ({
    userId: userIds[user],
    itemId: itemIds[item],
    eventType: 'VIEW',
    timestamp: new Date(timestamps[userOffsets[user] + offset]).toISOString(),
  }));
}

const settings = (): ReturnType<typeof parseTrainingSettings> => parseTrainingSettings(root, { budget_seconds: '2' });
const train = (): Promise<unknown> => runTraining(settings(), () => {});

it('takes parts as they were fitted, learns weights on the sample, and names the whole input', async () => {
  await writeChannels();
  const lines: string[] = [];
  const manifest = await runTraining(settings(), (line) => lines.push(line));
  expect(lines).toContain(`took ${2 * plans.length} fits of 4321 interactions of 120 users, 0 others erased`);
  expect(manifest.training).toMatchObject({
    ...{ dataFingerprint: 'f'.repeat(64), interactions: 4321, users: 120, items: whole.itemIds.length },
  });
  expect(manifest.hybrid.components.map(({ name }) => name)).toContain('popularity');
});

it('regresses the space that was fitted elsewhere on the attributes of the items here', async () => {
  await writeChannels();
  const files = (await PrefittedFiles.open(channel))!;
  const { dataset, prefitted } = bindPrefitted(files, {
    ...whole,
    itemIds: whole.itemIds.toReversed(),
    items: whole.items.toReversed(),
    itemIndices: whole.itemIndices.slice(0, files.manifest.sample.interactions),
  });
  const plan = plans.find(({ name }) => name === 'attributeFactors')!;
  const scoresOf = (
    { model }: NamedModel,
    itemIds: readonly string[],
    liked: readonly string[],
  ): Map<string, number> => {
    const workspace = ScoringWorkspace.forArrays(itemIds.length, Object.values(model.save().arrays), 1);
    const scorer = model.createScorer(workspace);
    scorer.prepare(historyOfItems(liked.map((itemId) => itemIds.indexOf(itemId))), {});
    const scores = scorer.scores();
    return new Map(itemIds.map((itemId, item) => [itemId, scores[item]]));
  };
  const liked = [whole.itemIds[0], whole.itemIds[7]];
  const own = scoresOf(fitPlan(plan, whole, seed), whole.itemIds, liked);
  const bound = scoresOf(prefitted.forServing(plan)!, dataset.itemIds, liked);
  expect(Math.max(...own.values())).toBeGreaterThan(0.1);
  for (const [itemId, score] of own) expect(bound.get(itemId)).toBeCloseTo(score, 3);
});

it('ties the rows of a part to the items of the sample, also those that only the whole data has', async () => {
  await writeChannels();
  const files = (await PrefittedFiles.open(channel))!;
  const sampleOfWhole = {
    ...whole,
    itemIds: [...whole.itemIds].slice(0, 25).reverse(),
    items: [...whole.items].slice(0, 25).reverse(),
    itemIndices: whole.itemIndices.slice(0, files.manifest.sample.interactions),
  };
  const { dataset, prefitted } = bindPrefitted(files, sampleOfWhole);
  expect(new Set(dataset.itemIds)).toEqual(new Set(whole.itemIds));
  const neighbours = plans.find(({ name }) => name === 'itemKNN')!;
  const own = fitPlan(neighbours, whole, seed).model.save().arrays;
  const bound = prefitted.forServing(neighbours)!.model.save().arrays;
  const rowOf = (arrays: typeof own, itemIds: readonly string[], itemId: string): Map<string, number> => {
    const item = itemIds.indexOf(itemId);
    const places = Array.from({ length: arrays.offsets[item + 1] - arrays.offsets[item] }, (_, place) => place);
    return new Map(
      places.map((place) => [
        itemIds[arrays.indices[arrays.offsets[item] + place]],
        arrays.values[arrays.offsets[item] + place],
      ]),
    );
  };
  for (const itemId of whole.itemIds) {
    expect(rowOf(bound, dataset.itemIds, itemId)).toEqual(rowOf(own, whole.itemIds, itemId));
  }
});

it.each([
  [
    'a file that is missing',
    () => rm(join(channel, 'whole/ials-00000.jsonl.gz')),
    /whole\/ials-00000\.jsonl\.gz cannot be read/,
  ],
  [
    'a file that is another',
    () => writeFile(join(channel, 'whole/ials-00000.jsonl.gz'), 'x'),
    /is not as manifest\.json says/,
  ],
  ['parts without a manifest', () => rm(join(channel, 'manifest.json')), /manifest\.json is missing/],
  ['a manifest of another version', () => changeManifest({ version: 2 }), /version 2/],
  [
    'a sample that is not whole',
    () => changeManifest({ sample: { users: 40, interactions: 9999, cut: 0 } }),
    /9999 were written/,
  ],
  ['parts that were not fitted for validation', () => dropValidation(), /was not fitted for validation/],
])('refuses %s', async (_, spoil, message) => {
  await writeChannels();
  await spoil();
  await expect(train()).rejects.toMatchObject({
    code: 'UNUSABLE_PREFITTED',
    message: expect.stringMatching(message) as string,
  });
});

async function changeManifest(change: object): Promise<void> {
  const path = join(channel, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...manifest, ...change }));
}

async function dropValidation(): Promise<void> {
  const { parts } = JSON.parse(await readFile(join(channel, 'manifest.json'), 'utf8')) as {
    parts: { scope: string }[];
  };
  await changeManifest({ parts: parts.filter(({ scope }) => scope === 'whole') });
}
