import { bundleUtilities } from '../bundleUtilities.ts';
import { compileCode } from './compileCode.ts';
import type { Compiler } from './Compiler.ts';

/** Compiles in this process, which holds TypeScript in memory from then on: 140 MB. */
export const createCompiler = (): Compiler => ({ utilities: bundleUtilities, compile: compileCode });
