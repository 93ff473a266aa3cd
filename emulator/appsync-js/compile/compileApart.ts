import { fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { CodeFile, CompiledFiles } from './compileFiles.ts';
import { keep, nameOfFiles, readKept } from './keptFiles.ts';

/** What the process is sent, and what it sends back. */
export interface CompileRequest {
  files: readonly CodeFile[];
  checksTypes: boolean;
}
export type CompileAnswer = { compiled: CompiledFiles } | { failure: string };

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/**
 * Does what `compileFiles` does without the compiler in the memory of this process: takes what was compiled before, or
 * has a process compile it that ends.
 * @throws Error when that process could not do it
 */
export async function compileApart(files: readonly CodeFile[], checksTypes: boolean): Promise<CompiledFiles> {
  const name = nameOfFiles(files, checksTypes);
  const kept = readKept(name);
  if (kept) return kept;
  const compiled = await compileInProcess(files, checksTypes);
  keep(name, compiled);
  return compiled;
}

function compileInProcess(files: readonly CodeFile[], checksTypes: boolean): Promise<CompiledFiles> {
  const child = fork(fileURLToPath(new URL('./compileProcess.ts', import.meta.url)), {
    execArgv: ['--import', loader],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise<CompiledFiles>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`The compiler ended with ${code ?? signal}.`)));
    child.once('message', (answer: CompileAnswer) =>
      'compiled' in answer ? resolve(answer.compiled) : reject(new Error(answer.failure)),
    );
    child.send({ files, checksTypes } satisfies CompileRequest, (error) => error && reject(error));
  }).finally(() => child.kill());
}
