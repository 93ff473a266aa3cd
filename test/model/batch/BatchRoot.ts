import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkBatch } from '../../../model/batch/checkBatch.ts';
import { prepareBatch } from '../../../model/batch/prepareBatch.ts';
import { filesBelow } from '../../../model/jobs/files.ts';
import type { BatchJobSettings, CheckedBatch, PreparedBatch } from '../../../schema/contract/batches.ts';
import { key } from '../preparing/JobRoot.ts';
import { fullLine, item, jsonLines, put, writeExport } from '../preparing/writeExport.ts';
import type { Row } from '../preparing/writeExport.ts';

export const settings: BatchJobSettings = {
  batchId: '20261128-120000-0a1b',
  placement: 'mail',
  listSize: 2,
  modelVersion: '20261127-030000-00aa',
  startedAt: '2026-11-28T12:00:00.000Z',
};

/** The folders of the processing jobs of a batch. */
export class BatchRoot {
  readonly root: string;
  readonly input: string;
  readonly output: string;

  private constructor(root: string) {
    this.root = root;
    this.input = join(root, 'processing', 'input');
    this.output = join(root, 'processing', 'output');
  }

  static async create(): Promise<BatchRoot> {
    const job = new BatchRoot(await mkdtemp(join(tmpdir(), 'recsync-batch-')));
    await put(join(job.input, 'key', 'pseudonyms'), key);
    await put(join(job.input, 'erased', 'about'), '{}');
    return job;
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true });
  }

  async prepare(rows: Row[], more: Partial<BatchJobSettings> = {}): Promise<PreparedBatch> {
    await this.#settle(more);
    await writeExport(join(this.input, 'exports', 'userData'), rows.map(fullLine));
    await prepareBatch(this.root);
    return this.#report<PreparedBatch>('prepared');
  }

  /** @param answers by part, the lines that the model answered */
  async check(
    users: Record<string, string[]>,
    answers: Record<string, unknown[]>,
    items: Parameters<typeof item>[0][],
    more: Partial<BatchJobSettings> = {},
  ): Promise<CheckedBatch> {
    await this.#settle(more);
    await writeExport(
      join(this.input, 'exports'),
      items.map((one) => fullLine(item(one))),
    );
    for (const [part, userIds] of Object.entries(users)) {
      const lines = userIds.map((userId) => ({ userId, basedOn: '2026-11-27T00:00:00.000Z' }));
      await put(join(this.input, 'users', `${part}.jsonl`), jsonLines(lines));
    }
    for (const [part, lines] of Object.entries(answers)) {
      await put(join(this.input, 'answers', `${part}.jsonl.out`), jsonLines(lines));
    }
    await checkBatch(this.root);
    return this.#report<CheckedBatch>('checked');
  }

  files(): Promise<string[]> {
    return filesBelow(this.output);
  }

  async lines<T>(path: string): Promise<T[]> {
    const text = await readFile(join(this.output, path), 'utf8');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));
  }

  /** Everything that was written, by file. */
  async contents(): Promise<Record<string, string>> {
    const files = await this.files();
    return Object.fromEntries(
      await Promise.all(files.map(async (file) => [file, await readFile(join(this.output, file), 'utf8')] as const)),
    );
  }

  async #settle(more: Partial<BatchJobSettings>): Promise<void> {
    await put(join(this.input, 'settings', 'settings.json'), JSON.stringify({ ...settings, ...more }));
  }

  async #report<T>(folder: string): Promise<T> {
    return JSON.parse(await readFile(join(this.output, folder, 'report.json'), 'utf8')) as T;
  }
}
