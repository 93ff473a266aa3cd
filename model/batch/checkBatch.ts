import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readJsonRecords } from '../../data/read/readJsonRecords.ts';
import type { BatchJobSettings, BatchList, BatchUser, CheckedBatch } from '../../schema/contract/batches.ts';
import { recommendationIdOf } from '../../schema/contract/recommendationId.ts';
import type { ListOrigin } from '../../schema/contract/recommendationId.ts';
import type { CatalogueItem } from '../contract/index.ts';
import { filesBelow } from '../jobs/files.ts';
import { LineFiles } from '../jobs/LineFiles.ts';
import { UnusableInputError } from '../jobs/runJob.ts';
import { readCatalogue } from '../preparing/readCatalogue.ts';
import { Rejections } from '../preparing/Rejections.ts';
import { readBatchSettings } from './readBatchSettings.ts';
import { SkippedUsers } from './SkippedUsers.ts';

const answer = z.object({
  source: z.string(),
  items: z.array(
    z.object({ itemId: z.string(), score: z.number(), reasons: z.array(z.record(z.string(), z.unknown())) }),
  ),
});
const failure = z.object({ error: z.object({ code: z.string() }) });

/**
 * The `check-batch` job: makes of the model's answers the lists of a batch, without what the catalogue forbids. It reads
 * `processing/input`, writes `processing/output`. The same answers give the same lists, down to their ids. Memory holds
 * the catalogue and one part.
 * @throws UnusableInputError
 */
export async function checkBatch(root: string): Promise<void> {
  const input = join(root, 'processing', 'input');
  const output = join(root, 'processing', 'output');
  const settings = await readBatchSettings(input);
  const catalogue = await readCatalogue(join(input, 'exports'), new Rejections());
  if (catalogue === undefined) {
    throw new UnusableInputError('EXPORT_INCOMPLETE', 'There is no export of the catalogue. Export again.');
  }
  const now = Date.parse(settings.startedAt);
  const shown = new Set(catalogue.filter((item) => isShown(item, now)).map(({ itemId }) => itemId));
  // What a job that was stopped left behind would be added to.
  await rm(output, { recursive: true, force: true });
  const skipped = new SkippedUsers(join(output, 'skipped'), 'check.jsonl');
  const lists = new LineFiles(join(output, 'lists'));
  const report: CheckedBatch = { lists: 0, items: 0, itemsLeftOut: 0, skipped: skipped.counts };

  for (const file of await filesBelow(join(input, 'users'))) {
    const users = (await readObjects(join(input, 'users', file))) as unknown as BatchUser[];
    const answers = await readObjects(join(input, 'answers', `${file}.out`));
    // Without one answer for each there is no telling whose they are.
    const isWhole = answers.length === users.length;
    // Every part has its file, so that whoever stores the lists meets all of them.
    await writeFile(lists.pathOf(file), '');
    users.forEach((user, index) => {
      const found = isWhole ? answer.safeParse(answers[index]) : undefined;
      if (!found?.success) {
        const isRefused = isWhole && failure.safeParse(answers[index]).success;
        skipped.add({ userId: user.userId, reason: isRefused ? 'MODEL_REFUSED' : 'ANSWERS_UNUSABLE' });
        return;
      }
      const allowed = found.data.items.filter(({ itemId }) => shown.has(itemId));
      report.itemsLeftOut += found.data.items.length - allowed.length;
      const items = allowed.slice(0, settings.listSize);
      if (items.length === 0) {
        skipped.add({ userId: user.userId, reason: 'NO_ITEMS' });
        return;
      }
      lists.add(file, toList(user, found.data.source, items, settings));
      report.lists += 1;
      report.items += items.length;
    });
    lists.flush();
  }
  skipped.flush();
  await mkdir(join(output, 'checked'), { recursive: true });
  await writeFile(join(output, 'checked', 'report.json'), `${JSON.stringify(report)}\n`);
  console.log(`${report.lists} lists, ${JSON.stringify(skipped.counts)} skipped`);
}

/** The objects of a file; undefined where a line is none. No objects where there is no file. */
async function readObjects(path: string): Promise<(Record<string, unknown> | undefined)[]> {
  const isThere = (await filesBelow(join(path, '..'))).some((name) => path.endsWith(`/${name}`));
  const objects: (Record<string, unknown> | undefined)[] = [];
  if (!isThere) return objects;
  for await (const records of readJsonRecords(path)) objects.push(...records.map(({ value }) => value));
  return objects;
}

/** As `score-candidates` has it: hidden items and those out of their time are in no list. */
function isShown({ hidden, availableFrom, availableUntil }: CatalogueItem, now: number): boolean {
  if (hidden) return false;
  if (availableFrom && Date.parse(availableFrom) > now) return false;
  return !availableUntil || Date.parse(availableUntil) > now;
}

function toList(
  { userId, basedOn }: BatchUser,
  source: string,
  items: BatchList['items'],
  { batchId, placement, modelVersion, startedAt }: BatchJobSettings,
): BatchList {
  const hash = createHash('sha256').update(`${batchId}\0${placement}\0${userId}`).digest('hex');
  const id = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join(
    '-',
  );
  const recommendationId = recommendationIdOf(id, {
    modelVersion,
    source: source as ListOrigin['source'],
    degraded: false,
    madeAt: Date.parse(startedAt) / 1000,
    placement,
    experimentId: null,
    variant: null,
  });
  return { userId, placement, recommendationId, modelVersion, source, generatedAt: startedAt, basedOn, items };
}
