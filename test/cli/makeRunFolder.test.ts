import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeRunFolder } from '../../cli/makeRunFolder.ts';
import { folderOfTest } from '../../emulator/test/helpers/makeTemporaryFolder.ts';

test('a run has a folder of its own, and removes those whose process is gone', () => {
  const parent = folderOfTest();
  vi.stubEnv('TMPDIR', parent);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
  const make = (name: string): string => {
    mkdirSync(join(parent, name, 'inner'), { recursive: true });
    writeFileSync(join(parent, name, 'inner', 'file'), '');
    return join(parent, name);
  };
  const [left, ...kept] = [
    `recsync-run-${gone}-abc`,
    `recsync-run-${process.ppid}-abc`,
    `recsync-${gone}`,
    `other-${gone}-abc`,
  ].map(make);
  const folder = makeRunFolder();
  expect(dirname(folder)).toBe(parent);
  expect(makeRunFolder()).not.toBe(folder);
  expect([left, folder, ...kept].map((path) => existsSync(path))).toEqual([false, true, true, true, true]);
});
