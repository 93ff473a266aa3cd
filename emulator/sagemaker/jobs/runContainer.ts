import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { ChildProcess } from '../../processes/index.ts';
import { readDockerfile } from '../storage/readDockerfile.ts';
import { JobFailed, shutdown } from './errors.ts';

export interface ContainerRun {
  /** The folder that Docker would build. */
  imageFolder: string;
  /** A file of the image and what it is told. */
  command: string[];
  /** Stands for `/opt/ml`. */
  baseFolder: string;
  environment: Record<string, string>;
  logFile: string;
  /** Seconds after which it is stopped. */
  longest: number;
  signal: AbortSignal;
}

export interface ContainerEnd {
  code: number | null;
  /** Why it was stopped, when it was. */
  stopped?: 'MAX_RUNTIME' | 'STOPPED';
  lastOutput: string;
}

/** SageMaker waits two minutes between SIGTERM and SIGKILL. */
const patience = 120_000;

/** Runs a program of an image to its end. @throws JobFailed when the image has no such program */
export async function runContainer(run: ContainerRun): Promise<ContainerEnd> {
  const { imageFolder, command, baseFolder, environment, logFile, longest, signal } = run;
  const [name = '', ...rest] = command;
  const file = isAbsolute(name) ? name : join(imageFolder, name);
  if (!existsSync(file)) {
    throw new JobFailed(`ClientError: The image has no ${name}, and other programs cannot run without Docker`);
  }
  const child = new ChildProcess({
    // On AWS it has a machine of its own, and slows no answer down.
    givesWay: true,
    name,
    command: process.execPath,
    args: [file, ...rest],
    environment: {
      PATH: process.env.PATH,
      ...readDockerfile(imageFolder).environment,
      ...environment,
      SAGEMAKER_BASE_DIR: baseFolder,
    },
    folder: imageFolder,
    logFile,
    patience,
  });
  let stopped: ContainerEnd['stopped'];
  const timer = setTimeout(
    () => {
      stopped = 'MAX_RUNTIME';
      void child.stop();
    },
    Math.min(longest * 1000, 2 ** 31 - 1),
  );
  // What the next start begins again need not end well.
  const end = () => void (signal.reason === shutdown ? child.kill() : child.stop());
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const code = await child.exited;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
  return { code, stopped: signal.aborted ? 'STOPPED' : stopped, lastOutput: child.lastOutput };
}
