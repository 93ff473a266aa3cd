import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeRunFolder } from '../../cli/makeRunFolder.ts';
import type { BenchTarget } from './BenchTarget.ts';
import type { FaultName } from './faults.ts';
import type { CloudProcessCommand, CloudProcessMessage, CloudProcessOptions } from './cloudProcess.ts';

export interface BenchCloud {
  target: BenchTarget;
  /** Of the cloud; its functions, its database and its model are processes below. */
  pid: number;
  /** Begins or ends a fault, if it was started with `hasFaults`. */
  strike(fault: FaultName, isStruck: boolean): void;
  /** How many timers and handles keep the cloud's process alive, by kind. */
  resources(): Promise<Record<string, number>>;
  /** Writes more people who never ask, numbered from one to before the other. */
  takeIn(range: { from: number; to: number }): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the local cloud in a temporary folder and a process of its own, in the environment of `cli/bootstrap.mjs`, with
 * data and a model.
 */
export async function startBenchCloud(options: Omit<CloudProcessOptions, 'stateFolder'>): Promise<BenchCloud> {
  const stateFolder = makeRunFolder();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'cloudProcess.ts'), JSON.stringify({ ...options, stateFolder })],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      env: { MALLOC_ARENA_MAX: '2', NODE_ENV: 'production', ...process.env, NODE_NO_WARNINGS: '1' },
    },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect();
    await ended;
    await rm(stateFolder, { recursive: true, force: true });
  };
  try {
    const target = await new Promise<BenchTarget>((resolve, reject) => {
      child.on('message', (message: CloudProcessMessage) => {
        if ('step' in message) console.log(message.step);
        else if ('failure' in message) reject(new Error(message.failure));
        else if ('target' in message) resolve(message.target);
      });
      child.once('exit', (code) => reject(new Error(`The local cloud ended with ${code}.`)));
    });
    const strike = (fault: FaultName, isStruck: boolean): void => {
      child.send({ fault, strike: isStruck } satisfies CloudProcessCommand);
    };
    const ask = <Answer>(
      command: CloudProcessCommand,
      read: (message: CloudProcessMessage) => Answer | undefined,
    ): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const hear = (message: CloudProcessMessage): void => {
          const answer = read(message);
          if (answer === undefined && !('failure' in message)) return;
          child.off('message', hear);
          if (answer === undefined) reject(new Error((message as { failure: string }).failure));
          else resolve(answer);
        };
        child.on('message', hear);
        child.send(command);
      });
    const resources = (): Promise<Record<string, number>> =>
      ask({ ask: 'resources' }, (message) => ('resources' in message ? message.resources : undefined));
    const takeIn = async (range: { from: number; to: number }): Promise<void> => {
      await ask({ crowd: range }, (message) => ('crowd' in message ? message.crowd : undefined));
    };
    return { target, pid: child.pid!, strike, resources, takeIn, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
