import type { MemberTree } from './nameRules.ts';

/** A code file as the body of a function, and what it exports. */
export interface CompiledCode {
  /** `(modules, rounds, step, log, coalesce) => handlers` as source text; the file's own lines start at line 2 of it. */
  text: string;
  exports: ReadonlySet<string>;
  /** Whether the code may run a regular expression that backtracks without end, which no counter can see. */
  mayBacktrack: boolean;
}

/** Makes code ready for the sandbox. */
export interface Compiler {
  /** The utilities of the sandbox as one script. */
  utilities(): string;
  /**
   * @param modules what the modules export that code may import, from the sandbox
   * @throws CodeTooLarge, CodeInvalid
   */
  compile(name: string, code: string, modules: Record<string, MemberTree>): CompiledCode;
}
