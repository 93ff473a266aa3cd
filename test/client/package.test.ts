import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { extract } from 'tar';
import { beforeAll, describe, expect, it } from 'vitest';

const modules = resolve('node_modules');
/** A project of somebody else, with the packed package and what its examples need. */
const project = mkdtempSync(join(tmpdir(), 'recsync-package-'));
const installed = join(project, 'node_modules', '@recsync', 'client');

/** Runs the TypeScript compiler. @returns what it says */
const run = (options: string[]): string =>
  execFileSync(process.execPath, [join(modules, 'typescript', 'bin', 'tsc'), ...options], { encoding: 'utf8' });

const said = (options: string[]): string => {
  try {
    return run(options);
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
};

const bundle = async (code: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: project },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    // What is not ours is not measured.
    external: ['react'],
    write: false,
  });
  return outputFiles[0].text;
};

describe('the packed client', () => {
  beforeAll(async () => {
    const built = join(project, 'built');
    mkdirSync(built);
    for (const name of ['package.json', 'README.md']) copyFileSync(join('client', name), join(built, name));
    run(['-p', join('client', 'tsconfig.package.json'), '--outDir', join(built, 'dist')]);
    const report = execFileSync('npm', ['pack', '--json', '--pack-destination', project], {
      cwd: built,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const file = /"filename": "([^"]+)"/.exec(report)![1];
    mkdirSync(installed, { recursive: true });
    await extract({ file: join(project, file), cwd: installed, strip: 1 });
    for (const name of ['react', '@types', '@aws-crypto', '@aws-sdk', '@smithy', '@graphql-typed-document-node']) {
      symlinkSync(join(modules, name), join(project, 'node_modules', name));
    }
    writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  });

  it('holds what was built and nothing else', () => {
    expect(readdirSync(installed).toSorted()).toEqual(['README.md', 'dist', 'package.json']);
    expect(readdirSync(join(installed, 'dist')).toSorted()).toEqual(['client', 'schema']);
  });

  it('runs in Node as it is', () => {
    const script = `import { createClient, RequestRefused } from '@recsync/client';
      const client = createClient({ endpoint: 'https://example.com/graphql', auth: { apiKey: 'da2-none' } });
      client.close();
      console.log(typeof client.subscribe, RequestRefused.name);`;
    const options = { cwd: project, encoding: 'utf8' as const };
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], options)).toBe(
      'function RequestRefused\n',
    );
  });

  it('has types of its own, and the examples compile with them, strictly', { timeout: 120_000 }, () => {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'ES2022',
      lib: ['ES2022', 'DOM', 'DOM.Iterable'],
      module: 'ESNext',
      moduleResolution: 'Bundler',
      jsx: 'react-jsx',
      types: ['node', 'react'],
      skipLibCheck: true,
    };
    cpSync(join('client', 'examples'), join(project, 'examples'), { recursive: true });
    expect(readdirSync(join(project, 'examples')).toSorted()).toEqual([
      'MobileShelf.ts',
      'Shelf.tsx',
      'backend.ts',
      'browser.ts',
    ]);
    const configure = (options: object): void => writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(options));
    configure({ compilerOptions, include: ['examples'] });
    expect(run(['-p', project])).toBe('');

    const wrong = `import { createClient } from '@recsync/client';
      import '@recsync/client/react';
      createClient({ endpoint: '', auth: { apiKey: '' } }).recordInteraction({ itemId: '1', eventType: 'STARE' });`;
    writeFileSync(join(project, 'wrong.ts'), wrong);
    // The package's own types are looked into as well.
    configure({ compilerOptions: { ...compilerOptions, types: [], skipLibCheck: false }, files: ['wrong.ts'] });
    expect(said(['-p', project])).toMatch(/^\S*wrong\.ts\(3,\d+\): error TS2820: Type '"STARE"' [^\n]*\n$/);
  });

  it('is below 15 kB gzipped, with the hooks as well', async () => {
    const all = await bundle(`export * from '@recsync/client'; export * from '@recsync/client/react';`);
    const bytes = gzipSync(all).length;
    console.log(`${(bytes / 1000).toFixed(1)} kB with the hooks, gzipped`);
    expect(bytes).toBeGreaterThan(2000);
    expect(bytes).toBeLessThan(15_000);
  });

  it('leaves out what is not used', async () => {
    const errors = await bundle(`export { QueueFull } from '@recsync/client';`);
    expect(errors).not.toMatch(/WebSocket|mutation/);
    const client = await bundle(`export { createClient } from '@recsync/client';`);
    expect(client).toMatch(/mutation RecordInteractions/);
    expect(client).not.toMatch(/useState|createContext/);
  });
});
