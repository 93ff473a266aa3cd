import { checkTypes } from '../checkTypes.ts';
import { CodeInvalid, CodeTooLarge } from '../errors.ts';
import type { CodeFinding } from '../errors.ts';
import { openSandbox } from '../openSandbox.ts';
import type { CompiledCode } from './Compiler.ts';
import { createCompiler } from './createCompiler.ts';
import type { MemberTree } from './nameRules.ts';

/** A resolver's or a function's code, and the name that it goes by in messages. */
export interface CodeFile {
  name: string;
  code: string;
}

/** What became of a file: itself compiled, what is wrong with it, or that it is too large. Plain data. */
export type CompiledFile = CodeFile &
  (
    | { compiled: CompiledCode; types: CodeFinding[] }
    | { findings: CodeFinding[] }
    | { characters: number; limit: number }
  );

export interface CompiledFiles {
  utilities: string;
  files: CompiledFile[];
}

/** What the modules export that code may import. */
let modules: Record<string, MemberTree> | undefined;

/** @param checksTypes whether the types of those that compile are checked too; takes seconds for what is new */
export function compileFiles(files: readonly CodeFile[], checksTypes: boolean): CompiledFiles {
  const compiler = createCompiler();
  const utilities = compiler.utilities();
  modules ??= JSON.parse(openSandbox(utilities).describe()) as Record<string, MemberTree>;
  const known = modules;
  const compiled = files.map((file): CompiledFile => {
    try {
      return { ...file, compiled: compiler.compile(file.name, file.code, known), types: [] };
    } catch (error) {
      if (error instanceof CodeInvalid) return { ...file, findings: error.findings };
      if (error instanceof CodeTooLarge) return { ...file, characters: error.characters, limit: error.limit };
      throw error;
    }
  });
  if (!checksTypes) return { utilities, files: compiled };
  const types = checkTypes(
    new Map(compiled.filter((file) => 'compiled' in file).map(({ name, code }) => [name, code])),
  );
  return {
    utilities,
    files: compiled.map((file) => ('compiled' in file ? { ...file, types: types.get(file.name) ?? [] } : file)),
  };
}
