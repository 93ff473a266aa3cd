import { spawn } from 'node:child_process';
import { repository } from '../folders.ts';

/**
 * Runs a program in the repository until it ends. Ctrl-C reaches it too; it is waited for all the same.
 * @returns its exit code, or undefined where there is no such program
 */
export function runProgram(
  program: string,
  parameters: string[],
  options: { environment: NodeJS.ProcessEnv; output: 'inherit' | 'ignore'; signal: AbortSignal },
): Promise<number | undefined> {
  const { environment, output, signal } = options;
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      cwd: repository,
      env: environment,
      stdio: ['ignore', output, output],
    });
    const stop = () => child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    const end = (code: number | undefined) => {
      signal.removeEventListener('abort', stop);
      resolve(code);
    };
    child.once('error', () => end(undefined));
    child.once('close', (code) => end(code ?? 1));
  });
}
