import { createCompiler } from './compile/createCompiler.ts';
import { createEvaluatorBy } from './createEvaluatorBy.ts';
import type { Evaluator, EvaluatorOptions } from './types.ts';

/** An evaluator that compiles in this process. */
export const createEvaluator = (options?: EvaluatorOptions): Evaluator => createEvaluatorBy(createCompiler(), options);
