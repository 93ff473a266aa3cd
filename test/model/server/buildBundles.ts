import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const modelFolder = new URL('../../../model/', import.meta.url).pathname;

/** The commands as the container runs them, in a temporary folder. */
export async function buildBundles(): Promise<
  Record<'train' | 'serve' | 'prepare' | 'judge', string> & { remove: () => Promise<void> }
> {
  const folder = await mkdtemp(join(tmpdir(), 'recsync-bundles-'));
  await build({
    entryPoints: ['train', 'serve', 'prepare', 'judge'].map((name) => join(modelFolder, `${name}.ts`)),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    // Dependencies in CommonJS may ask for Node's modules by `require`, which ESM does not have.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return {
    train: join(folder, 'train.mjs'),
    serve: join(folder, 'serve.mjs'),
    prepare: join(folder, 'prepare.mjs'),
    judge: join(folder, 'judge.mjs'),
    remove: () => rm(folder, { recursive: true }),
  };
}
