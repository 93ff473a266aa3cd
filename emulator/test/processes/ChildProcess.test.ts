import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { constants, getPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ChildProcess, ProcessFailed } from '../../processes/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';

const forever = 'setInterval(() => {}, 1000);';
const node = (script: string, folder: string, patience?: number): ChildProcess =>
  new ChildProcess({
    name: 'child',
    command: process.execPath,
    args: ['-e', script],
    logFile: join(folder, 'log'),
    patience,
  });

describe('a child', () => {
  test('that does not hear SIGTERM is stopped all the same', async () => {
    const folder = folderOfTest();
    const child = node(
      `process.on('SIGTERM', () => console.log('heard')); ${forever} console.log('ready');`,
      folder,
      200,
    );
    await child.waitUntil(async () => child.lastOutput === 'ready', 10_000);
    await child.stop();
    expect(child.exitCode).toBeNull();
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('ready\nheard\n');
  });

  test('that ends while starting says its last words', async () => {
    const child = node("console.error('no way'); process.exit(3);", folderOfTest());
    await expect(child.waitUntil(async () => false, 10_000)).rejects.toThrow(ProcessFailed);
    await expect(child.waitUntil(async () => false, 10_000)).rejects.toThrow(
      'child ended with code 3 while starting. It said last: no way',
    );
  });

  test('gives way where it is told to', async () => {
    const runsAt = async (priority: number, givesWay?: boolean): Promise<void> => {
      const child = new ChildProcess({
        name: 'child',
        command: process.execPath,
        args: ['-e', "setInterval(() => console.log(`at ${require('os').getPriority()}.`), 10)"],
        logFile: join(folderOfTest(), 'log'),
        givesWay,
      });
      await child.waitUntil(async () => child.lastOutput.endsWith(`at ${priority}.`), 10_000);
      await child.stop();
    };
    await runsAt(constants.priority.PRIORITY_BELOW_NORMAL, true);
    await runsAt(getPriority());
  });

  test('whose log cannot be written runs all the same', async () => {
    const folder = folderOfTest();
    const child = new ChildProcess({
      name: 'child',
      command: process.execPath,
      args: ['-e', "console.log('said'); process.exit(4)"],
      logFile: folder,
    });
    expect(await child.exited).toBe(4);
    expect(child.lastOutput).toBe('said');
  });

  test('that is no program fails', async () => {
    const child = new ChildProcess({
      name: 'child',
      command: '/nowhere/at/all',
      args: [],
      logFile: join(folderOfTest(), 'log'),
    });
    await expect(child.waitUntil(async () => false, 10_000)).rejects.toThrow('ENOENT');
  });

  test.each(['SIGKILL', 'process.exit'])(
    'does not outlive a parent that ends by %s, nor does what it started',
    async (end) => {
      const folder = folderOfTest();
      // Whoever lives holds a connection; a process id would also be there of one that nobody has waited for.
      const server = createServer().listen(0, '127.0.0.1');
      onTestFinished(() => void server.close());
      await once(server, 'listening');
      const alive = promisify(server.getConnections.bind(server));
      const connected = `require('node:net').connect(${(server.address() as AddressInfo).port}, '127.0.0.1');`;
      const worker = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(connected)}]);`;
      const child = `process.on('SIGTERM', () => {}); ${connected} ${worker}`;
      const parent = spawn(
        process.execPath,
        [
          '--import',
          'tsx',
          '--input-type=module',
          '-e',
          `
      import { ChildProcess } from ${JSON.stringify(resolve('emulator/processes/ChildProcess.ts'))};
      const options = { name: 'child', command: process.execPath, logFile: ${JSON.stringify(join(folder, 'log'))} };
      await new ChildProcess({ ...options, args: ['-e', ''] }).stop();
      new ChildProcess({ ...options, args: ['-e', ${JSON.stringify(child)}] });
      process.on('SIGUSR2', () => process.exit(1));
    `,
        ],
        { stdio: 'inherit' },
      );
      await vi.waitFor(async () => expect(await alive()).toBe(2), 20_000);
      parent.kill(end === 'SIGKILL' ? 'SIGKILL' : 'SIGUSR2');
      await once(parent, 'exit');
      await vi.waitFor(async () => expect(await alive()).toBe(0), 10_000);
    },
  );
});
