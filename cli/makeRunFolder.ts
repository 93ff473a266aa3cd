import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '../emulator/processes/index.ts';

/**
 * Makes a temporary folder that is named after this process, which removes it at its end. Removes the folders of
 * processes that were ended before they could.
 */
export function makeRunFolder(): string {
  const parent = tmpdir();
  for (const name of readdirSync(parent)) {
    const owner = /^recsync-run-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another user's, who will come back for it.
    }
  }
  return mkdtempSync(join(parent, `recsync-run-${process.pid}-`));
}
