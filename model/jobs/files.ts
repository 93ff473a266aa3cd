import { createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { UnusableInputError } from './runJob.ts';

/** Lines that are packed together: a chunk a line would cost more than packing it. */
const linesPerChunk = 500;

/** Writes values as packed JSON Lines; the same values give the same bytes. An empty list makes a file without lines. */
export async function writePackedLines(
  path: string,
  values: Iterable<unknown>,
  onChunk: (chunk: string) => void = () => {},
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(Readable.from(chunksOf(values, onChunk)), createGzip(), createWriteStream(path));
}

function* chunksOf(values: Iterable<unknown>, onChunk: (chunk: string) => void): Generator<string> {
  let lines: string[] = [];
  const take = (): string => {
    const chunk = lines.join('');
    lines = [];
    onChunk(chunk);
    return chunk;
  };
  for (const value of values) {
    lines.push(`${JSON.stringify(value)}\n`);
    if (lines.length === linesPerChunk) yield take();
  }
  if (lines.length > 0) yield take();
}

/** Files below a folder, sorted, `/` between their parts; none where the folder is missing. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(whenMissing([]));
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/**
 * A file of JSON, undefined where there is none.
 * @throws UnusableInputError `INVALID_JSON`
 */
export async function readJson(path: string): Promise<Record<string, unknown> | undefined> {
  const text = await readFile(path, 'utf8').catch(whenMissing(undefined));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch (cause) {
    throw new UnusableInputError('INVALID_JSON', `${path} is not JSON.`, { cause });
  }
}

/** The bytes of a file, undefined where there is none. */
export function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(whenMissing(undefined));
}

function whenMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}
