import { createReadStream } from 'node:fs';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { create } from 'tar';
import type { ShopSize } from '../../test/model/generateShop.ts';
import { mebibytes, runMeasured, type Taken } from './runMeasured.ts';
import { verdict } from './verdict.ts';
import { writeExports } from './writeExports.ts';

/** What the jobs around a training took. */
export interface MeasuredJobs {
  /** The first: everything comes by an export. */
  readonly prepare: Taken;
  /** The next: everything is in the archive, and the exports are empty. */
  readonly prepareAgain: Taken;
  /** Two models of this size, of all cases that the judge draws. */
  readonly judge: Taken;
  /** CPU-seconds of unpacking and parsing the same export, line by line, and doing nothing with it. */
  readonly readingCpuSeconds: number;
}

/** @param model the folder of a trained model, which stands for both models of the judge */
export async function measureJobs(bundles: string, model: string, size: ShopSize): Promise<MeasuredJobs> {
  const root = join(bundles, 'jobs');
  const [input, output] = ['input', 'output'].map((name) => join(root, 'processing', name));
  await mkdir(join(input, 'key'), { recursive: true });
  await writeFile(join(input, 'key', 'pseudonyms'), Buffer.alloc(32, 'key'));
  await mkdir(join(input, 'settings'));
  await writeFile(join(input, 'settings', 'settings.json'), JSON.stringify({ runId: 'bench', seed: size.seed }));

  console.log('writing the same shop as exports of its tables');
  await writeExports(join(input, 'exports'), size);
  const readingCpuSeconds = await readExport(join(input, 'exports', 'userData'));
  const prepare = await runMeasured(join(bundles, 'prepare.mjs'), root);

  await rm(join(input, 'exports'), { recursive: true });
  for (const folder of ['archive', 'items']) {
    await cp(join(output, folder), join(input, folder), { recursive: true });
  }
  const prepareAgain = await runMeasured(join(bundles, 'prepare.mjs'), root);

  await cp(join(output, 'judging'), join(input, 'cases'), { recursive: true });
  for (const name of ['challenger', 'champion']) {
    await mkdir(join(input, name));
    await create({ gzip: true, cwd: model, file: join(input, name, 'model.tar.gz') }, await readdir(model));
  }
  const judge = await runMeasured(join(bundles, 'judge.mjs'), root);
  return { prepare, prepareAgain, judge, readingCpuSeconds };
}

/** Their section of the results. @param trainingSeconds CPU-seconds of the training in the same run */
export function renderJobs(
  { prepare, prepareAgain, judge, readingCpuSeconds }: MeasuredJobs,
  trainingSeconds: number,
  { interactions }: ShopSize,
): string[] {
  const seconds = (taken: Taken): string => `${taken.cpuSeconds.toFixed(1)} (${taken.seconds.toFixed(1)} s)`;
  const times = ({ cpuSeconds }: Taken): string => `${(cpuSeconds / readingCpuSeconds).toFixed(1)} x the reading`;
  const ofTraining = judge.cpuSeconds / trainingSeconds;
  const peak = Math.max(...[prepare, prepareAgain, judge].map(({ peakMiB }) => peakMiB));
  return [
    '',
    '## Prepare and judge',
    '',
    `The same shop as exports of its tables, and the trained model as both models of the judge. Training in the same run took ${trainingSeconds.toFixed(1)} CPU-seconds.`,
    '',
    '| what | measured | target | |',
    '|---|---|---|---|',
    `| floor: unpacking and parsing the export of ${interactions} rows, CPU-seconds | ${readingCpuSeconds.toFixed(1)} | | |`,
    `| \`prepare\` of that export, CPU-seconds | ${seconds(prepare)}, ${times(prepare)} | | |`,
    `| the same from the archive, with nothing new | ${seconds(prepareAgain)}, ${times(prepareAgain)} | | |`,
    `| \`judge\`, two models, CPU-seconds | ${seconds(judge)}, ${Math.round(ofTraining * 100)}% of the training | < 50% | ${verdict(ofTraining < 0.5)} |`,
    `| peak memory: \`prepare\`, from the archive, \`judge\` | ${[prepare, prepareAgain, judge].map(mebibytes).join(', ')} | < 1,536 MiB | ${verdict(peak < 1536)} |`,
  ];
}

async function readExport(folder: string): Promise<number> {
  const before = process.cpuUsage();
  const entries = await readdir(folder, { recursive: true });
  for (const file of entries.filter((name) => name.endsWith('.json.gz'))) {
    const lines = createInterface({ input: createReadStream(join(folder, file)).pipe(createGunzip()) });
    for await (const line of lines) JSON.parse(line);
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
