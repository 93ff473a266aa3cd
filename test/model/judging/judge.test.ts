import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import type { JudgeVerdict } from '../../../schema/contract/models.ts';
import { loadModel } from '../../../model/artifact/loadRanker.ts';
import type { LoadedModel } from '../../../model/artifact/loadRanker.ts';
import { writeArtifact } from '../../../model/artifact/writeArtifact.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import type { InteractionRow } from '../../../model/data/DatasetBuilder.ts';
import { judge, judgeModels } from '../../../model/judging/judgeModels.ts';
import { holdOut } from '../../../model/preparing/holdOut.ts';
import type { JudgedCase } from '../../../model/preparing/holdOut.ts';
import { createRandom, shuffle } from '../../../model/statistics/createRandom.ts';
import { trainHybrid } from '../../../model/tuning/trainHybrid.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const users = 300;
const items = 90;

/** People of three tastes, who mostly touch items of their own, for 30 days; a fifth of them come on the last. */
function world(seed: number): InteractionRow[] {
  const random = createRandom(seed);
  const rows: InteractionRow[] = [];
  for (let user = 0; user < users; user += 1) {
    const [firstDay, events] = user % 5 === 0 ? [29, 4] : [0, 12];
    for (let event = 0; event < events; event += 1) {
      const taste = random() < 0.85 ? user % 3 : Math.floor(random() * 3);
      const item = taste + 3 * Math.floor((random() ** 1.3 * items) / 3);
      const timestamp = start + Math.floor((firstDay + random() * (30 - firstDay)) * day);
      rows.push({ userId: `u${user}`, itemId: `i${item}`, eventType: 'VIEW', timestamp });
    }
  }
  return rows.sort((a, b) => (a.timestamp as number) - (b.timestamp as number));
}

const catalogue = Array.from({ length: items }, (_, index) => ({
  itemId: `i${index}`,
  categories: [`taste ${index % 3}`],
  tags: [`tag ${index % 7}`],
}));

/** Trains on rows and writes the artifact. */
async function trained(folder: string, rows: readonly InteractionRow[], seed: number): Promise<LoadedModel> {
  const dataset = buildDataset([...rows], catalogue);
  const { model, report } = trainHybrid(dataset, { seed, budgetSeconds: 1, models: ['itemKNN', 'ials'] });
  const { length } = rows;
  await writeArtifact(folder, model.save(), dataset, {
    seed,
    dataFingerprint: 'x',
    users,
    items,
    interactions: length,
    rejectedLines: 0,
    report,
  });
  return loadModel(folder);
}

let folder: string;
let cases: readonly JudgedCase[];
let good: LoadedModel;
let bad: LoadedModel;
let before: InteractionRow[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recsync-judge-'));
  const rows = world(1);
  const held = holdOut(buildDataset(rows), { share: 0.1, seed: 1 });
  cases = held.cases;
  before = rows.filter(({ timestamp }) => (timestamp as number) < held.start);
  good = await trained(join(folder, 'good'), before, 1);
  const shuffled = shuffle(Uint32Array.from(before.keys()), createRandom(3));
  const wrong = before.map((row, index) => ({ ...row, itemId: before[shuffled[index]].itemId }));
  bad = await trained(join(folder, 'bad'), wrong, 1);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

const segment = (verdict: JudgeVerdict, name: string) => verdict.segments.find((one) => one.segment === name);

describe('a verdict', () => {
  test('rejects a model that learned from shuffled items', () => {
    const verdict = judge(bad, good, cases, 1);
    expect(verdict.isAccepted).toBe(false);
    expect(verdict.reason).toMatch(/^WORSE: nDCG@10 0\.\d{4}, the champion 0\.\d{4} \(difference -0\.\d{4}, 95% -/);
    expect(segment(verdict, 'ALL')?.difference?.high).toBeLessThan(0);
  });

  test('accepts a better model, and the same model', () => {
    expect(judge(good, bad, cases, 1)).toMatchObject({ isAccepted: true, reason: expect.stringMatching(/^BETTER: /) });
    const same = judge(good, good, cases, 1);
    expect(same).toMatchObject({ isAccepted: true, reason: expect.stringMatching(/^NOT_WORSE: /) });
    expect(segment(same, 'ALL')?.difference).toEqual({ value: 0, low: 0, high: 0 });
  });

  test('compares a first model with the list of what is popular', () => {
    const first = judge(good, undefined, cases, 1);
    expect(first.isAccepted).toBe(true);
    expect(first.reason).toMatch(/^FIRST_MODEL: there is no champion to beat; nDCG@10 0\.\d+, the popular list 0\.\d+/);
    expect(first.champion).toBeUndefined();
    expect(segment(first, 'ALL')?.difference).toBeUndefined();
  });

  test('has the segments of new and returning users, whose cases add up', () => {
    const verdict = judge(good, bad, cases, 1);
    const counts = ['NEW_USERS', 'RETURNING_USERS', 'ALL'].map((name) => segment(verdict, name)?.cases ?? 0);
    expect(counts[0] + counts[1]).toBe(counts[2]);
    expect(Math.min(...counts)).toBeGreaterThan(20);
  });
});

describe('the judge job', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'recsync-judge-job-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const input = (name: string): string => join(root, 'processing', 'input', name);
  async function give(name: string, model: string): Promise<void> {
    await mkdir(input(name), { recursive: true });
    execFileSync('tar', ['-czf', join(input(name), 'model.tar.gz'), '-C', join(folder, model), '.']);
  }
  async function giveCases(some: readonly JudgedCase[]): Promise<void> {
    await mkdir(input('cases'), { recursive: true });
    const text = some.map((one) => `${JSON.stringify(one)}\n`).join('');
    await writeFile(join(input('cases'), 'cases.jsonl.gz'), gzipSync(text));
  }
  const verdict = async (): Promise<JudgeVerdict> =>
    JSON.parse(await readFile(join(root, 'processing/output/verdict/verdict.json'), 'utf8')) as JudgeVerdict;

  test('reads archives as training leaves them and writes its verdict', async () => {
    await give('challenger', 'bad');
    await give('champion', 'good');
    await giveCases(cases);
    await judgeModels(root);
    expect(await verdict()).toEqual(JSON.parse(JSON.stringify(judge(bad, good, cases, 1))));
  });

  test('accepts without judging where nobody judges', async () => {
    await give('challenger', 'bad');
    await give('champion', 'good');
    await giveCases([]);
    await judgeModels(root);
    expect(await verdict()).toMatchObject({ isAccepted: true, reason: expect.stringMatching(/^NOT_JUDGED: 0 users/) });
  });

  test('says what is missing or broken', async () => {
    await expect(judgeModels(root)).rejects.toMatchObject({ code: 'INVALID_CASES' });
    await giveCases(cases.slice(0, 1));
    await expect(judgeModels(root)).rejects.toMatchObject({ code: 'NO_CHALLENGER' });
    await mkdir(input('challenger'), { recursive: true });
    await writeFile(join(input('challenger'), 'model.tar.gz'), 'no archive');
    await expect(judgeModels(root)).rejects.toMatchObject({ code: 'UNUSABLE_MODEL' });
    await give('challenger', 'good');
    const archive = await readFile(join(input('challenger'), 'model.tar.gz'));
    await writeFile(join(input('challenger'), 'model.tar.gz'), archive.subarray(0, archive.length / 2));
    await expect(judgeModels(root)).rejects.toMatchObject({ code: 'UNUSABLE_MODEL' });
  });
});
