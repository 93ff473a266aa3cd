import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { ownPackages, sources } from './importGraph.ts';

/** Those of them that call services which no other command calls. */
const accountFiles = [
  'Account',
  'assumeBackendRole',
  'deployProduct',
  'removeKept',
  'removeModels',
  'smokeTest',
  'stacks',
].map((name) => `cli/account/${name}.ts`);
/**
 * Only `npm run generate`, the rebuilding of the kernels, `npm run deploy`, `npm run teardown`, `npm run demo:loop`,
 * `npm run bench:costs` and `recsync credentials --aws` run these; all come with the development packages, but for the last,
 * which says that it needs them.
 */
const developmentFiles = [
  'infra/generate.ts',
  'model/kernels/build.ts',
  'cli/loop/Saboteur.ts',
  'bench/costs/Auditor.ts',
  ...accountFiles,
].map((file) => join(file));
/** AppSync's runtime provides it, here the emulator's; no bundle holds it. */
const provided = '@aws-appsync/utils';

/** Examples belong to whoever copies them. */
const files = sources.filter((file) => !/(^|[\\/])(test|assembly|examples)[\\/]/.test(file));

/** The packages that each file imports when it runs: what is imported for its types only is gone by then. */
async function readPackageImports(): Promise<Map<string, string[]>> {
  const { metafile } = await build({
    entryPoints: files,
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
    join(file),
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
  const {
    dependencies = {},
    optionalDependencies = {},
    peerDependencies = {},
  } = JSON.parse(readFileSync(manifest, 'utf8'));
  const names = [dependencies, optionalDependencies, peerDependencies].flatMap((packages) => Object.keys(packages));
  return [...names, ...ownPackages.keys(), provided];
};

/** Disk space of a package, in bytes, without the packages inside it: files in blocks of 4 KiB. */
const sizeOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sizeOf(path) : Math.ceil(lstatSync(path).size / 4096) * 4096;
    })
    .reduce((sum, bytes) => sum + bytes, 4096);

describe('what `npm start` installs', async () => {
  const imports = await readPackageImports();
  const missing = (file: string): string[] =>
    (imports.get(file) ?? []).filter((name) => !dependenciesOf(file).includes(name));

  it('is everything that the rooms import: what only devDependencies name fails on a fresh clone', () => {
    expect(imports.get(join('emulator', 'identity', 'TlsCertificate.ts'))).toContain('selfsigned');
    expect(imports.get(join('web', 'playground', 'Playground.tsx'))).toEqual(
      expect.arrayContaining(['graphiql', 'react']),
    );
    const problems = files
      .filter((file) => !developmentFiles.includes(file))
      .flatMap((file) => missing(file).map((name) => `${file} imports ${name}, which is no dependency`));
    expect(problems).toEqual([]);
  });

  it('is not what only these files import', () => {
    expect(developmentFiles.filter((file) => missing(file).length === 0)).toEqual([]);
  });

  it('takes less than 610 MiB', () => {
    const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
      packages: Record<string, { dev?: boolean; link?: boolean }>;
    };
    const folders = Object.entries(packages)
      .filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link && existsSync(path))
      .map(([path]) => path);
    const mebibytes = folders.reduce((sum, folder) => sum + sizeOf(folder), 0) / 2 ** 20;
    expect(mebibytes).toBeGreaterThan(100);
    expect(mebibytes).toBeLessThan(610);
  });
});
