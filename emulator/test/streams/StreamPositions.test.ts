import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StreamPositions } from '../../streams/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

const written = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

test('positions are on disk when it is said, those that come while others are written too', async () => {
  const file = join(folderOfTest(), 'engine', 'streams.json');
  const positions = new StreamPositions(file);
  const attached = positions.attach('mapping', 'arn');
  const first = positions.set('mapping', 'one', '1');
  await attached;
  const later = [2, 3, 4].map((number) => positions.set('mapping', 'one', `${number}`));
  await first;
  await Promise.all([...later, positions.set('mapping', 'two', '9')]);
  expect(written(file)).toEqual({ mapping: { streamArn: 'arn', shards: { one: '4', two: '9' } } });
  const next = new StreamPositions(file);
  expect([next.knows('mapping'), next.knows('other'), next.get('mapping', 'one')]).toEqual([true, false, '4']);
});

test('what could not be written is said, and written with what comes next', async () => {
  const file = join(folderOfTest(), 'streams.json');
  const positions = new StreamPositions(file);
  mkdirSync(`${file}.new`);
  await expect(positions.attach('mapping', 'arn')).rejects.toThrow('EISDIR');
  expect(existsSync(file)).toBe(false);
  rmdirSync(`${file}.new`);
  await positions.set('mapping', 'one', '1');
  expect(written(file)).toEqual({ mapping: { streamArn: 'arn', shards: { one: '1' } } });
});
