import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { historyOf } from '../../../model/data/historyOf.ts';
import { readTrainingData } from '../../../model/data/read/readTrainingData.ts';
import { ListScorer } from '../../../model/hybrid/ListScorer.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { trainHybrid } from '../../../model/tuning/trainHybrid.ts';
import { pick, spoiled } from './hostileValues.ts';

const lines = Number(process.env.RECSYNC_RUNS ?? 1500);
const seed = Number(process.env.RECSYNC_SEED ?? 20261128);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recsync-rows-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe(`training files with hostile rows (seed ${seed}, ${lines} lines)`, { timeout: 120_000 }, () => {
  test('a bad row costs only itself, whatever is wrong with it', async () => {
    const random = createRandom(seed);
    const numberTo = (most: number): number => Math.floor(random() * most);
    const interactions: string[] = [];
    const items: string[] = [];
    for (let line = 0; line < lines; line += 1) {
      const rate = pick([0, 0.1, 0.4], random);
      const interaction = {
        userId: `u${numberTo(40)}`,
        itemId: `i${numberTo(30)}`,
        eventType: pick(['VIEW', 'RATING', 'WATCH', 'DISLIKE'], random),
        eventValue: pick([0.5, 1, 3, 5], random),
        timestamp: new Date(1_700_000_000_000 + numberTo(1e9)).toISOString(),
        context: { device: 'phone', hourOfDay: 3, attributes: { plan: 'free' } },
        properties: '{"a":1}',
      };
      const item = {
        itemId: `i${numberTo(40)}`,
        title: 'A title',
        categories: ['Space', 'War'],
        tags: ['long'],
        price: 3,
        imageUrl: 'https://example.com/a.png',
        availableFrom: '2026-01-01T00:00:00Z',
        attributes: { year: 1999, cast: ['a'] },
        hidden: false,
        createdAt: '2026-01-01T00:00:00Z',
      };
      // The first line is right: it decides whether the data carries times.
      interactions.push(spoiled(interaction, random, line === 0 ? 0 : rate));
      items.push(spoiled(item, random, rate));
    }
    await mkdir(join(folder, 'interactions'));
    await mkdir(join(folder, 'items'));
    await writeFile(join(folder, 'interactions/a.jsonl'), interactions.join('\n'));
    await writeFile(join(folder, 'items/a.jsonl'), items.join('\n'));

    const { dataset, acceptedInteractions, acceptedItems, rejectedCount, rejected } = await readTrainingData(folder);
    expect(acceptedInteractions + acceptedItems + rejectedCount).toBe(2 * lines);
    expect(Math.min(acceptedInteractions, acceptedItems, rejectedCount)).toBeGreaterThan(lines / 10);
    expect(rejected.every(({ reason }) => reason.length > 0 && reason.length < 500)).toBe(true);
    expect(dataset.weights.every(Number.isFinite)).toBe(true);

    const { model } = trainHybrid(dataset, { seed: 1, budgetSeconds: 2, clock: () => 0 });
    const scorer = new ListScorer(model);
    for (const user of [...dataset.userIds.keys()].slice(0, 40)) {
      expect(scorer.prepare(historyOf(dataset, user, 0), {}, true).scores.every(Number.isFinite)).toBe(true);
    }
  });
});
