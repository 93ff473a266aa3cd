import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface RunningProcess {
  readonly child: ChildProcess;
  /** What has been printed so far, both streams. */
  readonly output: () => string;
  /** Resolves with the exit code, or the signal. */
  readonly ended: Promise<number | string>;
  /** Resolves with the first match in the output; rejects when the process ends without it. */
  readonly printed: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** Runs a bundle as the container would, with `root` in place of /opt/ml. */
export function runProcess(
  bundle: string,
  root: string,
  environment: Record<string, string> = {},
  options: string[] = [],
): RunningProcess {
  const child = spawn(process.execPath, [bundle, ...options], {
    env: {
      PATH: process.env.PATH,
      RECSYNC_ML_ROOT: root,
      RECSYNC_BIND_HOST: '127.0.0.1',
      SAGEMAKER_BIND_TO_PORT: '0',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // When the run of the tests ends before the test does.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  child.once('close', () => process.off('exit', end));
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      listeners.forEach((listener) => listener());
    });
  }
  const ended = new Promise<number | string>((resolve) =>
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown')),
  );
  return {
    child,
    output: () => text,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const match = pattern.exec(text);
          if (match !== null) resolve(match);
        };
        listeners.add(check);
        check();
        void ended.then(() => reject(new Error(`The process ended without printing ${String(pattern)}:\n${text}`)));
      }),
  };
}
