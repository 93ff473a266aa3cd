import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildModel } from '../../../infra/bundles/buildModel.ts';

type Program = 'train' | 'serve' | 'prepare' | 'judge';

/** Puts the programs of the container into a folder, `<program>.mjs`, as its image has them. */
export async function bundleContainer(folder: string): Promise<void> {
  const outputs = await buildModel(new URL('../../..', import.meta.url).pathname.replace(/\/$/, ''));
  for (const [path, content] of outputs) await writeFile(join(folder, basename(path)), content);
}

/** The same in a temporary folder. */
export async function buildBundles(): Promise<Record<Program, string> & { remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'recsync-bundles-'));
  await bundleContainer(folder);
  const at = (program: Program): string => join(folder, `${program}.mjs`);
  return {
    ...{ train: at('train'), serve: at('serve'), prepare: at('prepare'), judge: at('judge') },
    remove: () => rm(folder, { recursive: true }),
  };
}
