import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchChildren } from '../processes/index.ts';
import { StateInUse } from './errors.ts';

interface Lock {
  pid: number;
  children: number[];
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** What this project starts; a process id may meanwhile belong to another program. */
const ours = /dynoxide|DynamoDBLocal|serve\.mjs|train\.mjs/;
const commandOf = (pid: number): string =>
  spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';

const readLock = (file: string): Lock | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Lock;
  } catch {
    return undefined;
  }
};

const endLeftovers = ({ children }: Lock): void => {
  for (const pid of children) {
    if (isAlive(pid) && ours.test(commandOf(pid))) {
      process.kill(pid, 'SIGKILL');
    }
  }
};

/** Looks without taking the lock. @throws StateInUse */
export const assertStateFree = (folder: string): void => {
  const holder = readLock(join(folder, 'lock.json'));
  if (holder && isAlive(holder.pid)) {
    throw new StateInUse(folder, holder.pid);
  }
};

/** One local cloud per state folder. Takes over from one that crashed, and ends the programs that it left running. */
export class StateLock {
  readonly #file: string;
  readonly #unwatch: () => void;

  /** @throws StateInUse */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#file = join(folder, 'lock.json');
    assertStateFree(folder);
    const holder = readLock(this.#file);
    if (holder) {
      endLeftovers(holder);
    }
    rmSync(this.#file, { force: true });
    try {
      writeFileSync(this.#file, JSON.stringify({ pid: process.pid, children: [] } satisfies Lock), { flag: 'wx' });
    } catch (error) {
      // Two starts at once: the other was faster.
      throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? new StateInUse(folder, readLock(this.#file)?.pid ?? 0) : error;
    }
    this.#unwatch = watchChildren((children) => {
      writeFileSync(`${this.#file}.new`, JSON.stringify({ pid: process.pid, children } satisfies Lock));
      renameSync(`${this.#file}.new`, this.#file);
    });
  }

  release(): void {
    this.#unwatch();
    rmSync(this.#file, { force: true });
  }
}
