import type { BatchStep } from '../../schema/contract/batchSteps.ts';
import { UnknownStepError } from '../shared/errors.ts';
import type { BatchDependencies } from './BatchDependencies.ts';
import { begin } from './begin.ts';
import { checkLists } from './checkLists.ts';
import { checkPrepared } from './checkPrepared.ts';
import { end } from './end.ts';
import { storePart } from './storePart.ts';

type Steps = {
  [Name in BatchStep['step']]: (
    input: Extract<BatchStep, { step: Name }>,
    dependencies: BatchDependencies,
  ) => Promise<object>;
};

/** In the order in which a batch goes through them. */
const steps: Steps = { begin, checkPrepared, checkLists, storePart, end };

/**
 * Does one step of the batch workflow (schema/contract/batchSteps.ts).
 * @throws UnknownStepError
 */
export function runBatch<Step extends BatchStep>(input: Step, dependencies: BatchDependencies): Promise<object> {
  if (!Object.hasOwn(steps, input.step)) throw new UnknownStepError('run-batch', input.step);
  const step = steps[input.step] as (input: Step, dependencies: BatchDependencies) => Promise<object>;
  return step(input, dependencies);
}
