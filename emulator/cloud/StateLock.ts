import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../processes/index.ts';
import { StateInUse } from './errors.ts';

interface Lock {
  pid: number;
}

const readLock = (file: string): Lock | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Lock;
  } catch {
    return undefined;
  }
};

/** Looks without taking the lock. @throws StateInUse */
export const assertStateFree = (folder: string): void => {
  const holder = readLock(join(folder, 'lock.json'));
  if (holder && isAlive(holder.pid)) {
    throw new StateInUse(folder, holder.pid);
  }
};

/** One local cloud per state folder. Takes over from one that crashed. */
export class StateLock {
  readonly #file: string;

  /** @throws StateInUse */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'lock.json');
    assertStateFree(folder);
    rmSync(this.#file, { force: true });
    try {
      writeFileSync(this.#file, JSON.stringify({ pid: process.pid } satisfies Lock), { flag: 'wx' });
    } catch (error) {
      // Two starts at once: the other was faster.
      throw (error as NodeJS.ErrnoException).code === 'EEXIST'
        ? new StateInUse(folder, readLock(this.#file)?.pid ?? 0)
        : error;
    }
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}
