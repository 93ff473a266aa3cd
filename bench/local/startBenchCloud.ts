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
  stop(): Promise<void>;
}

/** Starts the local cloud in a temporary folder and a process of its own, with data and a model. */
export async function startBenchCloud(options: Omit<CloudProcessOptions, 'stateFolder'>): Promise<BenchCloud> {
  const stateFolder = makeRunFolder();
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'cloudProcess.ts'), JSON.stringify({ ...options, stateFolder })],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, NODE_NO_WARNINGS: '1' } },
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
    const resources = (): Promise<Record<string, number>> =>
      new Promise((resolve) => {
        const hear = (message: CloudProcessMessage): void => {
          if (!('resources' in message)) return;
          child.off('message', hear);
          resolve(message.resources);
        };
        child.on('message', hear);
        child.send({ ask: 'resources' } satisfies CloudProcessCommand);
      });
    return { target, pid: child.pid!, strike, resources, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
