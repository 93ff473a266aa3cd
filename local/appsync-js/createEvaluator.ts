import type { Evaluator, EvaluatorOptions } from './types.ts';

export function createEvaluator(options: EvaluatorOptions = {}): Evaluator {
  return {
    load: (name) => {
      throw new Error(`${name} cannot be loaded yet: only the interface is here (${Object.keys(options).join()})`);
    },
  };
}
