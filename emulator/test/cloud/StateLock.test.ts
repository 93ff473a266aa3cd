import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StateInUse } from '../../cloud/errors.ts';
import { assertStateFree, StateLock } from '../../cloud/StateLock.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

describe('StateLock', () => {
  test('one holder at a time', () => {
    const folder = folderOfTest();
    const lock = new StateLock(folder);
    expect(() => new StateLock(folder)).toThrow(StateInUse);
    expect(() => assertStateFree(folder)).toThrow(
      new RegExp(`process ${process.pid}\\) uses .*choose another state folder`),
    );
    lock.release();
    expect(() => assertStateFree(folder)).not.toThrow();
    new StateLock(folder).release();
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  });

  test('takes over from one that crashed', async () => {
    const folder = folderOfTest();
    const crashed = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => crashed.once('exit', resolve));
    writeFileSync(join(folder, 'lock.json'), JSON.stringify({ pid: crashed.pid }));
    expect(() => assertStateFree(folder)).not.toThrow();
    new StateLock(folder).release();
  });

  test('a file that cannot be read is no lock', () => {
    const folder = folderOfTest();
    writeFileSync(join(folder, 'lock.json'), '{"pid":');
    new StateLock(folder).release();
  });
});
