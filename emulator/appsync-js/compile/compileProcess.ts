/** Compiles what it is sent, sends the result back, and ends. Started by compileApart.ts. */
import type { CompileAnswer, CompileRequest } from './compileApart.ts';
import { compileFiles } from './compileFiles.ts';

const answerTo = ({ files, checksTypes }: CompileRequest): CompileAnswer => {
  try {
    return { compiled: compileFiles(files, checksTypes) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
};

process.once('disconnect', () => process.exit());
process.once('message', (request: CompileRequest) => {
  process.send?.(answerTo(request));
});
