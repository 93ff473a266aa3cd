import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { StateInUse } from '../../../local/cloud/errors.ts';
import { assertStateFree, StateLock } from '../../../local/cloud/StateLock.ts';
import { ChildProcess } from '../../../local/processes/index.ts';
import { folderOfTest } from '../makeTemporaryFolder.ts';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('StateLock', () => {
  test('one holder at a time', () => {
    const folder = folderOfTest();
    const lock = new StateLock(folder);
    expect(() => new StateLock(folder)).toThrow(StateInUse);
    expect(() => assertStateFree(folder)).toThrow(new RegExp(`process ${process.pid}\\) uses .*--state`));
    lock.release();
    expect(() => assertStateFree(folder)).not.toThrow();
    new StateLock(folder).release();
    expect(existsSync(join(folder, 'lock.json'))).toBe(false);
  });

  test('names the programs that run, as they come and go', async () => {
    const folder = folderOfTest();
    const lock = new StateLock(folder);
    onTestFinished(() => lock.release());
    const child = new ChildProcess({ name: 'sleep', command: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], logFile: join(folder, 'log') });
    const children = () => (JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as { children: number[] }).children;
    expect(children()).toContain(child.pid);
    await child.stop();
    expect(children()).not.toContain(child.pid);
  });

  test('takes over from one that crashed, ends what it left running, and touches nothing else', async () => {
    const folder = folderOfTest();
    const script = join(folder, 'serve.mjs');
    writeFileSync(script, 'setInterval(() => {}, 1000)');
    const left = spawn(process.execPath, [script]);
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    onTestFinished(() => void stranger.kill());
    const crashed = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => crashed.once('exit', resolve));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'lock.json'), JSON.stringify({ pid: crashed.pid, children: [left.pid, stranger.pid] }));
    new StateLock(folder).release();
    await vi.waitFor(() => expect(left.exitCode ?? left.signalCode).toBe('SIGKILL'));
    expect(isAlive(stranger.pid!)).toBe(true);
  });

  test('a file that cannot be read is no lock', () => {
    const folder = folderOfTest();
    writeFileSync(join(folder, 'lock.json'), '{"pid":');
    new StateLock(folder).release();
  });
});
