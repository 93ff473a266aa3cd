import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.ts';
import type { Outputs } from './Outputs.ts';

/** Bundles the commands of the SageMaker container and puts its Dockerfile beside them: the image's whole input. */
export async function buildModel(root: string): Promise<Outputs> {
  const commands = ['train', 'serve', 'prepare', 'judge', 'prepare-batch', 'check-batch'].filter((name) =>
    existsSync(join(root, 'model', `${name}.ts`)),
  );
  const outputs = await bundle(
    root,
    Object.fromEntries(commands.map((name) => [`model/${name}`, `model/${name}.ts`])),
    {
      format: 'esm',
      target: 'node20',
      outExtension: { '.js': '.mjs' },
      // Dependencies in CommonJS may ask for Node's modules by `require`, which ESM does not have.
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      loader: { '.wasm': 'binary' },
    },
  );
  const dockerfile = join(root, 'model', 'Dockerfile');
  if (existsSync(dockerfile)) outputs.set('model/Dockerfile', readFileSync(dockerfile));
  return outputs;
}
