import type { TrainingStep } from '../../schema/contract/trainingSteps.ts';
import { begin } from './begin.ts';
import { checkData } from './checkData.ts';
import { UnknownStepError } from '../shared/errors.ts';
import { cleanUp } from './cleanUp.ts';
import { end } from './end.ts';
import { promote } from './promote.ts';
import { register } from './register.ts';
import { setStage } from './setStage.ts';
import { smokeTest } from './smokeTest.ts';
import { sparkFailed } from './sparkFailed.ts';
import type { TrainingDependencies } from './TrainingDependencies.ts';
import { watch } from './watch.ts';
import { weigh } from './weigh.ts';

type StepName = TrainingStep['step'];
type Steps = {
  [Name in StepName]: (
    input: Extract<TrainingStep, { step: Name }>,
    dependencies: TrainingDependencies,
  ) => Promise<object>;
};

/** In the order in which a training goes through them. */
const steps: Steps = {
  begin,
  checkData,
  sparkFailed,
  weigh,
  register,
  smokeTest,
  setStage,
  watch,
  promote,
  cleanUp,
  end,
};

/**
 * Does one step of the training workflow (schema/contract/trainingSteps.ts).
 * @throws UnknownStepError
 */
export function runTraining<Step extends TrainingStep>(
  input: Step,
  dependencies: TrainingDependencies,
): Promise<object> {
  if (!Object.hasOwn(steps, input.step)) throw new UnknownStepError('run-training', input.step);
  const step = steps[input.step] as (input: Step, dependencies: TrainingDependencies) => Promise<object>;
  return step(input, dependencies);
}
