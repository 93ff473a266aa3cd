import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendToLog, LogFile } from '../../processes/LogFile.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (file: string): string => readFileSync(file, 'utf8');
const written = async (file: string, lines: readonly string[], most: number): Promise<void> => {
  const log = new LogFile(file, most);
  for (const line of lines) log.write(line);
  await finished(log.end());
};

describe('LogFile', () => {
  it('appends, also to what was there', async () => {
    const file = join(folder, 'below', 'a.log');
    await written(file, ['one\n', 'two\n'], 100);
    await written(file, ['three\n'], 100);
    expect(read(file)).toBe('one\ntwo\nthree\n');
    expect(existsSync(`${file}.1`)).toBe(false);
  });

  it('makes room when it is full, keeps what was before once, and parts no piece', async () => {
    const file = join(folder, 'a.log');
    await written(file, ['1234\n', '5678\n', 'abcd\n', 'efgh\n', 'last\n'], 10);
    expect(read(file)).toBe('last\n');
    expect(read(`${file}.1`)).toBe('abcd\nefgh\n');
    await written(file, ['more\n', 'end\n'], 10);
    expect(read(file)).toBe('end\n');
    expect(read(`${file}.1`)).toBe('last\nmore\n');
  });

  it('takes a piece that is larger than a whole log', async () => {
    const file = join(folder, 'a.log');
    await written(file, ['0123456789abcdef\n', 'x\n'], 10);
    expect(read(file)).toBe('x\n');
    expect(read(`${file}.1`)).toBe('0123456789abcdef\n');
  });

  it('writes what is added close together at once, in its order, and all of it when it ends', async () => {
    const file = join(folder, 'a.log');
    const log = new LogFile(file);
    log.add('1\n');
    log.add('2\n');
    await expect.poll(() => existsSync(file) && read(file)).toBe('1\n2\n');
    log.add('3\n');
    log.add('4\n');
    await finished(log.end());
    log.add('too late\n');
    expect(read(file)).toBe('1\n2\n3\n4\n');
  });

  it('says that it cannot be written, and ends nothing', async () => {
    const error = await new Promise<NodeJS.ErrnoException>((resolve) => new LogFile(folder).once('error', resolve));
    expect(error.code).toBe('EISDIR');
  });
});

it('appendToLog makes room in the same way, at once', () => {
  const file = join(folder, 'a.log');
  for (const line of ['1234\n', '5678\n', 'last\n']) appendToLog(file, line, 10);
  expect(read(file)).toBe('last\n');
  expect(read(`${file}.1`)).toBe('1234\n5678\n');
});
