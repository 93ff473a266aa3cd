import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const rooms = ['bench', 'cli', 'data', 'emulator', 'functions', 'infra', 'model', 'resolvers', 'schema', 'web'];
/** Only `npm run generate` and the rebuilding of the kernels run these; both come with the development packages. */
const developmentFiles = ['infra/generate.ts', 'model/kernels/build.ts'];
/** AppSync's runtime provides it, here the emulator's; no bundle holds it. */
const provided = '@aws-appsync/utils';

const sources = rooms
  .flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name).replaceAll('\\', '/')),
  )
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !/(^|\/)(test|assembly|node_modules)\//.test(file));

/** The packages that each file imports when it runs: what is imported for its types only is gone by then. */
async function readPackageImports(): Promise<Map<string, string[]>> {
  const { metafile } = await build({
    entryPoints: sources,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'esnext',
    metafile: true,
    write: false,
    outdir: 'nowhere',
    logLevel: 'silent',
  });
  const imports = Object.entries(metafile.inputs).map(([file, input]): [string, string[]] => [
    file,
    input.imports
      .filter(({ path, external }) => external && !isBuiltin(path))
      .map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)![0]),
  ]);
  return new Map(imports);
}

/** What is installed without the development packages, by the package.json that the file belongs to. */
const dependenciesOf = (file: string): string[] => {
  const manifest = join(file, 'package.json');
  if (!existsSync(manifest)) return dependenciesOf(dirname(file));
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies)];
};

describe('what `npm start` installs', async () => {
  const imports = await readPackageImports();
  const missing = (file: string): string[] =>
    (imports.get(file) ?? []).filter((name) => name !== provided && !dependenciesOf(file).includes(name));

  it('is everything that the rooms import: what only devDependencies name fails on a fresh clone', () => {
    expect(imports.get('emulator/identity/TlsCertificate.ts')).toContain('selfsigned');
    expect(imports.get('web/playground/Playground.tsx')).toEqual(expect.arrayContaining(['graphiql', 'react']));
    const problems = sources
      .filter((file) => !developmentFiles.includes(file))
      .flatMap((file) => missing(file).map((name) => `${file} imports ${name}, which is no dependency`));
    expect(problems).toEqual([]);
  });

  it('is not what only these files import', () => {
    expect(developmentFiles.filter((file) => missing(file).length === 0)).toEqual([]);
  });
});
