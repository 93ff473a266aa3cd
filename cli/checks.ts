import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repository } from './folders.ts';

/** A check that passes or fails as a whole. */
export interface Check {
  title: string;
  command: string[];
}

const bin = (name: string): string => join(repository, 'node_modules', '.bin', name);

/** What is checked before the tests. */
export const checks: Check[] = [
  { title: 'format', command: [bin('prettier'), '--check', '--log-level=warn', '.'] },
  { title: 'lint', command: [bin('eslint'), '.'] },
  { title: 'types', command: [bin('tsc'), '--noEmit', '-p', '.'] },
  { title: 'types of what browsers run', command: [bin('tsc'), '--noEmit', '-p', 'web'] },
  { title: 'generated code', command: [process.execPath, '--import', 'tsx', join('infra', 'generate.ts'), '--check'] },
];

/** Runs a program and answers its exit code and what it printed. */
export const capture = (command: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const [program, ...parameters] = command as [string, ...string[]];
    const child = spawn(program, parameters, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => {
      output += text;
    });
    child.stderr.on('data', (text) => {
      output += text;
    });
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
