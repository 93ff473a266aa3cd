import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../data/read/readCsv.ts';
import { maximumLineBytes, readLines, type ReadOptions } from '../../data/read/readLines.ts';
import { collect } from './helpers/collect.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'recsync-csv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const write = async (content: string | Buffer): Promise<string> => {
  const path = join(folder, 'file.csv');
  await writeFile(path, content);
  return path;
};
const linesOf = async (path: string, options?: ReadOptions) => (await collect(readLines(path, options))).flat();
const records = async (content: string) =>
  (await collect(readCsv(await write(content)))).flat().map(({ line, fields, reason }) => [line, reason ?? fields]);

describe('readCsv', () => {
  test('reads quotes, doubled quotes, separators and line ends within quotes', async () => {
    expect(await records('a,b\r\n1,"x, ""y"""\r\n2,"two\nlines"\n3,\n')).toEqual([
      [1, ['a', 'b']],
      [2, ['1', 'x, "y"']],
      [3, ['2', 'two\nlines']],
      [5, ['3', '']],
    ]);
  });

  test('loses only the line with a stray quote, not what follows', async () => {
    expect(await records('a,b\n1,"open\n2,fine\n3,st"ray\n4,"q"x\n5,"fine"\n6,"end')).toEqual([
      [1, ['a', 'b']],
      [2, 'its quotes do not match'],
      [3, ['2', 'fine']],
      [4, 'its quotes do not match'],
      [5, 'its quotes do not match'],
      [6, ['5', 'fine']],
      [7, 'its quotes do not match'],
    ]);
  });

  test('keeps NUL, in quotes and beside them', async () => {
    expect(await records('a,b\n"1",\u0000\n"2","\u0000"\n"3"\u0000,4\n"5","6"\u0000,7')).toEqual([
      [1, ['a', 'b']],
      [2, ['1', '\u0000']],
      [3, ['2', '\u0000']],
      [4, ['3\u0000', '4']],
      [5, 'it has 3 fields where the header has 2'],
    ]);
  });

  test('says how many fields a line has and should have', async () => {
    expect(await records('a,b\n1\n1,2,3\n\n1,2')).toEqual([
      [1, ['a', 'b']],
      [2, 'it has 1 field where the header has 2'],
      [3, 'it has 3 fields where the header has 2'],
      [5, ['1', '2']],
    ]);
  });
});

describe('readLines', () => {
  test('drops a byte order mark and carriage returns, and keeps the last line without an end', async () => {
    const path = await write('\uFEFFone\r\ntwo\n\nthree');
    expect(await linesOf(path)).toEqual([
      { line: 1, text: 'one' },
      { line: 2, text: 'two' },
      { line: 3, text: '' },
      { line: 4, text: 'three' },
    ]);
  });

  test('joins characters that are cut by the edge of a chunk', async () => {
    const text = 'ß€𝄞'.repeat(40_000);
    const path = await write(`${text}\n${text}x\n`);
    expect((await linesOf(path)).map((line) => line.text)).toEqual([text, `${text}x`]);
  });

  test('refuses text that is not UTF-8, which it can read as ISO 8859-1', async () => {
    const path = await write(Buffer.from('Caf\xe9\n', 'latin1'));
    expect((await linesOf(path))[0]).toMatchObject({
      reason: 'the line is not UTF-8 text',
    });
    expect(await linesOf(path, { encoding: 'latin1' })).toEqual([{ line: 1, text: 'Café' }]);
  });

  test('refuses a line that is too long without keeping it, and reads on', async () => {
    const path = await write(`${'x'.repeat(3 * maximumLineBytes)}\nshort\n`);
    const position = { fraction: 0 };
    const lines = await linesOf(path, { position });
    expect(lines).toEqual([
      { line: 1, text: 'x'.repeat(200), reason: 'the line is longer than 1048576 bytes' },
      { line: 2, text: 'short' },
    ]);
    expect(position.fraction).toBe(1);
  });

  test('says which file cannot be read', async () => {
    await expect(linesOf(join(folder, 'absent'))).rejects.toMatchObject({
      code: 'FileUnreadable',
      message: expect.stringContaining('absent cannot be read'),
    });
  });
});
