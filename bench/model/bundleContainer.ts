import { join } from 'node:path';
import { build } from 'esbuild';

/** Puts the programs of the container into a folder, bundled as its image has them. */
export async function bundleContainer(folder: string, programs: readonly string[]): Promise<void> {
  const model = new URL('../../model/', import.meta.url).pathname;
  await build({
    entryPoints: programs.map((name) => join(model, `${name}.ts`)),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
}
