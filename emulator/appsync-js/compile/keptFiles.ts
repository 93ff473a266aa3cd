import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import type { CodeFile, CompiledFiles } from './compileFiles.ts';

const require = createRequire(import.meta.url);
const packageOf = (name: string): string => require.resolve(`${name}/package.json`);
/** Beside the packages: what is kept there is run, so it is no place where others may write. */
export const keptFolder = join(dirname(dirname(packageOf('typescript'))), '.cache', 'appsync-js');
/** Sets of files; each is less than a megabyte. */
const mostKept = 20;

/** Everything that decides what a file is compiled to: this room and what it is written with. */
function readOwnSources(): string[] {
  const room = fileURLToPath(new URL('..', import.meta.url));
  const names = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|json)$/.test(name));
  return [
    ...names.sort().flatMap((name) => [name, readFileSync(join(room, name), 'utf8')]),
    ...['typescript', 'esbuild', '@aws-appsync/utils'].map((name) => readFileSync(packageOf(name), 'utf8')),
  ];
}

let own: string[] | undefined;

/** The name that the result of `compileFiles` is kept by. */
export function nameOfFiles(files: readonly CodeFile[], checksTypes: boolean): string {
  own ??= readOwnSources();
  return createHash('sha256')
    .update(JSON.stringify([own, files, checksTypes]))
    .digest('hex');
}

/** What an earlier process compiled; undefined where there is nothing, or nothing that can be read. */
export function readKept(name: string): CompiledFiles | undefined {
  const file = join(keptFolder, name);
  try {
    const compiled = deserialize(readFileSync(file)) as CompiledFiles;
    // What is used is not what goes first.
    utimesSync(file, new Date(), new Date());
    return compiled;
  } catch {
    return undefined;
  }
}

/** Keeps what was compiled, and forgets what was used least lately. Where it cannot be written, nothing is kept. */
export function keep(name: string, compiled: CompiledFiles): void {
  try {
    mkdirSync(keptFolder, { recursive: true });
    const unfinished = join(keptFolder, `${name}.${randomUUID()}`);
    writeFileSync(unfinished, serialize(compiled));
    renameSync(unfinished, join(keptFolder, name));
    const byUse = readdirSync(keptFolder)
      .map((file) => ({ file, used: statSync(join(keptFolder, file)).mtimeMs }))
      .sort((one, other) => other.used - one.used);
    for (const { file } of byUse.slice(mostKept)) rmSync(join(keptFolder, file), { force: true });
  } catch {
    // Another process may be forgetting the same files, or the folder may be for reading only.
  }
}
