import { runtime, util, type Context } from '@aws-appsync/utils';
import { callStepFunctions, errorOf, raiseWorkflowFailure, type WorkflowAnswer } from '../lib/stepFunctions.ts';
import type { TrainingStash } from '../lib/trainingStash.ts';

/** Asks whether the training that holds the lock is still at work: one that was stopped from outside holds it in vain. */
export function request(ctx: Context<unknown, TrainingStash>) {
  const { lock } = ctx.stash;
  if (!lock) runtime.earlyReturn({});
  return callStepFunctions('DescribeExecution', { executionArn: lock.executionArn });
}

export function response(ctx: Context<unknown, TrainingStash, undefined, undefined, WorkflowAnswer | null>) {
  const error = errorOf(ctx.error, ctx.result);
  if (error === 'ExecutionDoesNotExist') return {};
  if (error) raiseWorkflowFailure(error, ctx.error?.message ?? ctx.result?.body);
  const { status } = JSON.parse(ctx.result?.body ?? '{}') as { status?: string };
  if (status === 'RUNNING') {
    util.error(
      `The training ${ctx.stash.lock?.runId} is at work. Ask trainingRun for it, and send this again when it has ended.`,
      'TrainingInProgress',
    );
  }
  return {};
}
