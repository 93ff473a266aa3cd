import { createHmac } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { DataReport } from '../../../schema/contract/models.ts';
import { filesBelow } from '../../../model/jobs/files.ts';
import { prepareData } from '../../../model/preparing/prepareData.ts';
import { put } from './writeExport.ts';

export const key = Buffer.from('0123456789abcdef0123456789abcdef');
export const pseudonym = (id: string): string => createHmac('sha256', key).update(id).digest('base64url').slice(0, 22);

/** The folders of a processing job, and the bucket between two runs. */
export class JobRoot {
  readonly root: string;
  readonly input: string;
  readonly output: string;

  private constructor(root: string) {
    this.root = root;
    this.input = join(root, 'processing', 'input');
    this.output = join(root, 'processing', 'output');
  }

  static async create(): Promise<JobRoot> {
    const job = new JobRoot(await mkdtemp(join(tmpdir(), 'recsync-job-')));
    await put(join(job.input, 'key', 'pseudonyms'), key);
    for (const folder of ['archive', 'items', 'erased', 'previous']) await put(join(job.input, folder, 'about'), '{}');
    return job;
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true });
  }

  /** Runs the job. */
  async prepare(settings: Record<string, unknown> = {}): Promise<DataReport> {
    await put(join(this.input, 'settings', 'settings.json'), JSON.stringify({ runId: 'run-1', ...settings }));
    await prepareData(this.root);
    return JSON.parse(await readFile(join(this.output, 'report', 'report.json'), 'utf8')) as DataReport;
  }

  /** What the workflow does between two runs: outputs become inputs, exports go. */
  async upload(): Promise<void> {
    for (const folder of ['archive', 'items']) {
      await cp(join(this.output, folder), join(this.input, folder), { recursive: true }).catch(() => {});
    }
    await cp(join(this.output, 'report'), join(this.input, 'previous'), { recursive: true });
    await rm(this.output, { recursive: true });
    await rm(join(this.input, 'exports'), { recursive: true, force: true });
  }

  files(folder: string): Promise<string[]> {
    return filesBelow(join(this.output, folder));
  }

  async lines<T = Record<string, unknown>>(path: string): Promise<T[]> {
    const text = gunzipSync(await readFile(join(this.output, path))).toString();
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));
  }
}
