import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDockerfile } from '../../emulator/index.ts';

const image = readDockerfile(new URL('../../model', import.meta.url).pathname);

/** What a program took, all of its threads together. */
export interface Taken {
  readonly cpuSeconds: number;
  readonly seconds: number;
  readonly peakMiB: number;
  /** What it printed. */
  readonly output: string;
}

/** Runs a bundle of the container on a folder of SageMaker's layout. @throws Error when it fails */
export async function runMeasured(bundle: string, root: string, options: readonly string[] = []): Promise<Taken> {
  const usageFile = join(root, 'usage.json');
  const started = performance.now();
  const preload = new URL('./reportUsage.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', preload, bundle, ...options], {
    env: { ...process.env, ...image.environment, RECSYNC_ML_ROOT: root, RECSYNC_USAGE_FILE: usageFile },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      output += chunk.toString();
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${bundle} ended with ${String(code)}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(await readFile(usageFile, 'utf8')) as NodeJS.ResourceUsage;
  return {
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    seconds: (performance.now() - started) / 1000,
    peakMiB: maxRSS / 1024,
    output,
  };
}

export const mebibytes = ({ peakMiB }: Taken): string => `${Math.round(peakMiB).toLocaleString('en-US')} MiB`;
