import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { proportionalMemoryOf } from '../peak/readProcessTree.ts';

const residentMebibytes = (pid: number): number =>
  Number(/^Rss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024;

describe.skipIf(!existsSync('/proc/self/smaps_rollup'))('memory of a process and of those below it', () => {
  test('counts what each has of its own, and shared pages once', async () => {
    const child = `const own = Buffer.alloc(64 * 2 ** 20, 1); console.log(process.pid); setInterval(() => own.at(0), 1000);`;
    const code = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });`;
    const parent = spawn(process.execPath, ['-e', code], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void process.kill(-parent.pid!));
    const [printed] = (await once(parent.stdout, 'data')) as [Buffer];
    const proportional = proportionalMemoryOf(parent.pid!);
    const resident = [parent.pid!, Number(printed)].reduce((sum, pid) => sum + residentMebibytes(pid), 0);
    expect(proportional).toBeGreaterThan(64);
    // Both run the same program, whose pages they share.
    expect(proportional).toBeLessThan(resident);
  });

  test('is nothing of a process that is not there', () => {
    expect(proportionalMemoryOf(2 ** 22 + 1)).toBe(0);
  });
});
