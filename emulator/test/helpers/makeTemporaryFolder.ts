import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is removed after the test (or, at file level, by the caller). */
export const makeTemporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'emulator-test-'));

/** The same, removed when the test that calls it ends. */
export const folderOfTest = (): string => {
  const folder = makeTemporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};
