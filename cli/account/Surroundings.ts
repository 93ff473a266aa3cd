import { join } from 'node:path';
import { repository } from '../folders.ts';
import { listenForStop } from '../listenForStop.ts';
import { Progress } from '../Progress.ts';
import { Terminal } from './Terminal.ts';

/** What the commands on an AWS account need of the machine. */
export interface Surroundings {
  terminal: Terminal;
  progress: Progress;
  environment: NodeJS.ProcessEnv;
  /** The program that is the CDK's command line, and what comes before its arguments. */
  cdk: [program: string, ...before: string[]];
  /** Whether a person sees what programs print. */
  childOutput: 'inherit' | 'ignore';
  /** For notes that make a broken-off import go on. */
  stateFolder: string;
  /** Between two looks at what takes long, in milliseconds. */
  pollInterval: number;
  /** Aborts with Ctrl-C. */
  signal: AbortSignal;
  /** Writes what the command is asked for, on standard output. */
  write(text: string): void;
  /** Whether standard output is read by a person and not kept, as the public log of a workflow is. */
  isPrivate: boolean;
}

export function openSurroundings(stateFolder: string): Surroundings {
  return {
    terminal: new Terminal(),
    progress: new Progress(),
    environment: process.env,
    cdk: [process.execPath, join(repository, 'node_modules', 'aws-cdk', 'bin', 'cdk')],
    childOutput: 'inherit',
    stateFolder,
    pollInterval: 5000,
    signal: listenForStop(),
    write: (text) => process.stdout.write(text),
    isPrivate: process.stdout.isTTY === true,
  };
}
