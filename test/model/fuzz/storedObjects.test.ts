import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DataError } from '../../../data/read/DataError.ts';
import { CorruptArtifactError, MissingArtifactError, NewerArtifactError } from '../../../model/artifact/errors.ts';
import { loadModel } from '../../../model/artifact/loadRanker.ts';
import { writeArtifact } from '../../../model/artifact/writeArtifact.ts';
import type { InvocationRequest } from '../../../model/contract/index.ts';
import { UnusableInputError } from '../../../model/jobs/runJob.ts';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import type { Random } from '../../../model/statistics/createRandom.ts';
import { smallModel, smallNow } from '../artifact/smallModel.ts';
import { JobRoot } from '../preparing/JobRoot.ts';
import { fullLine, interaction, writeExport } from '../preparing/writeExport.ts';
import { hostileText, pick, spoiled } from './hostileValues.ts';

const runs = Math.max(40, Math.ceil(Number(process.env.RECSYNC_RUNS ?? 0) / 10));
const seed = Number(process.env.RECSYNC_SEED ?? 20261128);
const timeout = 60_000 + runs * 1_000;

const cut = (content: Buffer, random: Random): Buffer => content.subarray(0, Math.floor(random() * content.length));
function flip(content: Buffer, random: Random): Buffer {
  const changed = Buffer.from(content);
  changed[Math.floor(random() * changed.length)] ^= 1 << Math.floor(random() * 8);
  return changed;
}

describe(`a model's artifact that is hurt (seed ${seed}, ${runs} runs)`, { timeout }, () => {
  let parent: string;
  let whole: string;
  const request: InvocationRequest = {
    kind: 'RECOMMEND',
    now: smallNow,
    limit: 20,
    history: [{ itemId: 'i3', eventType: 'VIEW', timestamp: smallNow - 1 }],
  };
  const answerOf = (folder: string): string => JSON.stringify(loadModel(folder).ranker.answer(request));

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'recsync-artifact-'));
    whole = join(parent, 'whole');
    const { model, dataset } = smallModel();
    const training = {
      seed: 1,
      dataFingerprint: 'f',
      users: 1,
      items: 1,
      interactions: 1,
      rejectedLines: 0,
      report: {},
    };
    await writeArtifact(whole, model.save(), dataset, training, 'v1');
  });
  afterAll(() => rm(parent, { recursive: true }));

  test('is refused by name, or answers as before', async () => {
    const expected = answerOf(whole);
    const names = await readdir(whole);
    const outcomes = { refused: 0, same: 0 };
    for (let run = 0; run < runs; run += 1) {
      const random = createRandom(seed + run);
      const folder = join(parent, `run-${run}`);
      await cp(whole, folder, { recursive: true });
      const file = join(folder, pick(names, random));
      const content = await readFile(file);
      const manifest = JSON.parse(await readFile(join(whole, 'manifest.json'), 'utf8')) as Record<string, unknown>;
      await pick<() => Promise<unknown>>(
        [
          () => writeFile(file, flip(content, random)),
          () => writeFile(file, flip(content, random)),
          () => writeFile(file, cut(content, random)),
          () => writeFile(file, Buffer.concat([content, content])),
          () => rm(file),
          async () => writeFile(file, await readFile(join(folder, pick(names, random)))),
          () => writeFile(join(folder, 'manifest.json'), hostileText(random)),
          () => writeFile(join(folder, 'manifest.json'), spoiled(manifest, random, 0.02)),
        ],
        random,
      )();
      const place = `seed ${seed} run ${run}`;
      try {
        expect(answerOf(folder), place).toBe(expected);
        outcomes.same += 1;
      } catch (error) {
        const isNamed = [CorruptArtifactError, MissingArtifactError, NewerArtifactError].some(
          (kind) => error instanceof kind,
        );
        if (!isNamed) throw new Error(place, { cause: error });
        outcomes.refused += 1;
      }
      await rm(folder, { recursive: true });
    }
    console.log(`${runs} hurt artifacts, seed ${seed}:`, outcomes);
    expect(outcomes.refused).toBeGreaterThan(runs / 2);
  });

  test('from before manifests had a checksum is refused by name when the manifest is wrong', async () => {
    const manifest = JSON.parse(await readFile(join(whole, 'manifest.json'), 'utf8')) as Record<string, unknown>;
    delete manifest.checksum;
    const folder = join(parent, 'old');
    await cp(whole, folder, { recursive: true });
    let refused = 0;
    for (let run = 0; run < runs; run += 1) {
      const random = createRandom(seed + 1e6 + run);
      await writeFile(join(folder, 'manifest.json'), spoiled(manifest, random, 0.05));
      try {
        loadModel(folder);
      } catch (error) {
        const isNamed = error instanceof CorruptArtifactError || error instanceof NewerArtifactError;
        if (!isNamed) throw new Error(`seed ${seed} run ${run}`, { cause: error });
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(0);
  });
});

describe(`an archive with foreign and hurt objects (seed ${seed}, ${runs} runs)`, { timeout }, () => {
  test('is prepared without them, or refused by the name of the file; nobody who is to be forgotten stays', async () => {
    const outcomes = { prepared: 0, refused: 0, rejected: 0 };
    const days = ['2026-03-01', '2026-03-02'];
    // The job tells of each step.
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    for (let run = 0; run < runs / 2; run += 1) {
      const random = createRandom(seed + 2e6 + run);
      const job = await JobRoot.create();
      const place = `seed ${seed} run ${run}`;
      try {
        const rows = Array.from({ length: 20 }, (_, index) =>
          interaction(
            `u${index % 4}`,
            `i${index % 5}`,
            `${days[index % 2]}T10:00:${String(index).padStart(2, '0')}.000Z`,
          ),
        );
        await writeExport(join(job.input, 'exports', 'userData'), rows.map(fullLine));
        await job.prepare();
        const archived = await job.lines<{ userId: string }>(`archive/day=${days[0]}/run-1.jsonl.gz`);
        const forgotten = archived[0].userId;
        await job.upload();
        const part = join(job.input, 'archive', `day=${days[0]}`, 'run-1.jsonl.gz');
        const packed = await readFile(part);
        const text = gunzipSync(packed).toString();
        const foreign = [
          ...archived.map((line) => spoiled(line, random, 0.1)),
          hostileText(random),
          // Of the other day, and of somebody who is to be forgotten, in a line that is none.
          JSON.stringify({ ...archived[0], timestamp: `${days[1]}T10:00:00.000Z` }),
          JSON.stringify({ userId: forgotten, name: 'of another product' }),
        ].join('\n');
        const beside = join(job.input, 'archive', pick(['day=2026-03-01', 'day=2026-13-45', 'year=2026', '.'], random));
        await mkdir(beside, { recursive: true });
        const isHurt = random() < 0.4;
        if (isHurt) await writeFile(part, pick([cut(packed, random), flip(packed, random), Buffer.from(text)], random));
        await writeFile(join(beside, pick(['other.jsonl.gz', 'other.json', '😀.jsonl.gz'], random)), gzipSync(foreign));
        await writeFile(join(job.input, 'erased', forgotten), '');
        const report = await job.prepare({ runId: 'run-2' });
        outcomes.prepared += 1;
        outcomes.rejected += Object.values(report.rejected).reduce((sum, count) => sum + count, 0);
        const left = await Promise.all(
          (await job.files('archive')).map((file) => job.lines<{ userId: string }>(`archive/${file}`)),
        );
        expect(
          left.flat().filter(({ userId }) => userId === forgotten),
          place,
        ).toEqual([]);
        const training = await Promise.all(
          (await job.files('training'))
            .filter((file) => file.endsWith('.gz'))
            .map((file) => job.lines(`training/${file}`)),
        );
        expect(JSON.stringify(training), place).not.toContain(forgotten);
      } catch (error) {
        if (!(error instanceof UnusableInputError) && !(error instanceof DataError))
          throw new Error(place, { cause: error });
        expect(error.message, place).toMatch(/jsonl|json/);
        outcomes.refused += 1;
      } finally {
        await job.remove();
      }
    }
    log.mockRestore();
    console.log(`${runs / 2} archives, seed ${seed}:`, outcomes);
    expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(0);
  });
});
