import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const modelFolder = new URL('../../../model/', import.meta.url).pathname;

/** `train.mjs` and `serve.mjs` as the container runs them, in a temporary folder. */
export async function buildBundles(): Promise<{ train: string; serve: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'recsync-bundles-'));
  await build({
    entryPoints: [join(modelFolder, 'train.ts'), join(modelFolder, 'serve.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
  return {
    train: join(folder, 'train.mjs'),
    serve: join(folder, 'serve.mjs'),
    remove: () => rm(folder, { recursive: true }),
  };
}
