import type { Context } from '@aws-appsync/utils';
import { withoutNulls } from '../../schema/contract/checks.ts';
import type { TrainingWorkflowInput } from '../../schema/contract/models.ts';
import type { MutationRequestTrainingArgs } from '../../schema/generated/types.ts';
import { callerName } from '../lib/caller.ts';
import {
  callStepFunctions,
  errorOf,
  newRunId,
  raiseWorkflowFailure,
  type WorkflowAnswer,
} from '../lib/stepFunctions.ts';
import type { TrainingStash } from '../lib/trainingStash.ts';

/** Starts the workflow under the name that its run has. Should two start at once, the workflow lets the first go on. */
export function request(ctx: Context<MutationRequestTrainingArgs, TrainingStash>) {
  const runId = newRunId();
  ctx.stash.runId = runId;
  const input: TrainingWorkflowInput = {
    trigger: 'REQUEST',
    requestedBy: callerName(ctx.identity),
    settings: withoutNulls({ ...ctx.args.input }),
  };
  return callStepFunctions('StartExecution', {
    stateMachineArn: ctx.env.TRAINING_WORKFLOW_ARN,
    name: runId,
    input: JSON.stringify(input),
  });
}

export function response(ctx: Context<unknown, TrainingStash, undefined, undefined, WorkflowAnswer | null>) {
  const error = errorOf(ctx.error, ctx.result);
  if (error) raiseWorkflowFailure(error, ctx.error?.message ?? ctx.result?.body);
  return {};
}
