import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { bundle } from './bundle.ts';
import type { Outputs } from './Outputs.ts';

/** How the code of a function is bundled. */
export const functionBundleOptions: BuildOptions = {
  format: 'cjs',
  // Lambda runs Node 22; the local cloud may run the same bundle on Node 20.
  target: 'node20',
  mainFields: ['module', 'main'],
  minifySyntax: true,
  sourcemap: 'linked',
  alias: { 'cls-hooked/context': './functions/shared/invocationNamespace.ts' },
};

/**
 * Bundles `functions/<name>/handler.ts` to `functions/<name>/index.js` with a linked source map. The AWS SDK goes in as
 * well: the one that comes with the runtime changes under the code, and what is tested is what runs.
 */
export async function buildFunctions(root: string): Promise<Outputs> {
  const folder = join(root, 'functions');
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  const handlers = names.filter((name) => existsSync(join(folder, name, 'handler.ts')));
  const outputs = await bundle(
    root,
    Object.fromEntries(handlers.map((name) => [`functions/${name}/index`, `functions/${name}/handler.ts`])),
    functionBundleOptions,
  );
  // Says what the bundle is wherever it is unpacked: without it a `"type": "module"` further up the path would rule.
  for (const name of handlers) outputs.set(`functions/${name}/package.json`, '{ "type": "commonjs" }\n');
  return outputs;
}
