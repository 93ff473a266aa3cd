import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { Buckets, type BucketDefinition } from '../../s3/index.ts';
import { readLifecycle } from '../../s3/lifecycle.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

const definition: BucketDefinition = { name: 'archive', arn: 'arn:aws:s3:::archive', rules: [] };
const open = (folder: string, change: Partial<BucketDefinition> = {}, now?: () => number) =>
  new Buckets(folder, [{ ...definition, ...change }], now).find('archive');

describe('a bucket', () => {
  test('keeps its objects across restarts, and nothing that was not finished', async () => {
    const folder = folderOfTest();
    await open(folder).put('a/b', 'kept', { headers: { 'content-type': 'x/y' } });
    const [data, objects] = ['data', 'objects'].map((name) => join(folder, 'archive', name)) as [string, string];
    writeFileSync(join(data, 'half'), 'half an obj');
    writeFileSync(join(objects, 'half.json.new'), '{"key":"ha');
    const again = open(folder);
    const [object, ...others] = [...again.list()];
    expect(object).toMatchObject({ key: 'a/b', size: 4, headers: { 'content-type': 'x/y' } });
    expect(await text(again.read(object!))).toBe('kept');
    expect([others, readdirSync(data), readdirSync(objects)]).toEqual([[], [object!.file], [expect.any(String)]]);
  });

  test('is whole after its process was killed in the middle of writes', async () => {
    const folder = folderOfTest();
    const module = new URL('../../s3/index.ts', import.meta.url).href;
    const program = `
      import { Buckets } from ${JSON.stringify(module)};
      const bucket = new Buckets(${JSON.stringify(folder)}, [${JSON.stringify(definition)}]).find('archive');
      for (let n = 1; ; n += 1) {
        await bucket.put('k', String(n % 10).repeat(200_000));
        if (n === 20) process.stdout.write('working');
      }`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program]);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const bucket = open(folder);
    const [object, ...others] = [...bucket.list()];
    expect(others).toEqual([]);
    expect(await text(bucket.read(object!))).toMatch(/^(\d)\1{199999}$/);
    expect(readdirSync(join(folder, 'archive', 'data'))).toEqual([object!.file]);
  });

  test('gives a reader the object that it found, whatever is written meanwhile', async () => {
    const bucket = open(folderOfTest());
    const found = await bucket.put('k', 'old'.repeat(100_000));
    const reading = text(bucket.read(found));
    await bucket.put('k', 'new');
    bucket.delete('k');
    expect(await reading).toBe('old'.repeat(100_000));
  });

  test('lets objects end by its life-cycle rules at the midnight after their days', async () => {
    let now = Date.UTC(2026, 0, 1, 12);
    const rules = readLifecycle({
      Rules: [
        { Status: 'Enabled', Prefix: 'exports/', ExpirationInDays: 7 },
        { Status: 'Disabled', ExpirationInDays: 1 },
      ],
    });
    const folder = folderOfTest();
    const bucket = open(folder, { rules }, () => now);
    await bucket.put('exports/1', 'x');
    await bucket.put('archive/1', 'x');
    const keys = () => [...bucket.list()].map(({ key }) => key);
    now = Date.UTC(2026, 0, 8, 23, 59);
    expect(keys()).toEqual(['archive/1', 'exports/1']);
    now = Date.UTC(2026, 0, 9);
    expect(keys()).toEqual(['archive/1']);
    expect(bucket.find('exports/1')).toBeUndefined();
    bucket.expire();
    expect(readdirSync(join(folder, 'archive', 'data'))).toHaveLength(1);
  });
});
