import { runtime, util, type Context } from '@aws-appsync/utils';
import type { MergeWorkflowInput } from '../../schema/contract/merges.ts';
import type { MergeStash } from '../lib/merge.ts';
import { callStepFunctions, errorOf, raiseWorkflowFailure, type WorkflowAnswer } from '../lib/stepFunctions.ts';

/**
 * Starts the workflow before anything moves: whatever becomes of this request, the merge is brought to its end. Several of
 * one merge do each other no harm.
 */
export function request(ctx: Context<unknown, MergeStash>) {
  const { mergeId, settleSeconds } = ctx.stash;
  if (!mergeId) runtime.earlyReturn({});
  const input: MergeWorkflowInput = { mergeId, settleSeconds };
  return callStepFunctions('StartExecution', {
    stateMachineArn: ctx.env.MERGE_WORKFLOW_ARN,
    name: `${mergeId}-${util.autoId().slice(0, 8)}`,
    input: JSON.stringify(input),
  });
}

export function response(ctx: Context<unknown, MergeStash, undefined, undefined, WorkflowAnswer | null>) {
  const error = errorOf(ctx.error, ctx.result);
  if (error) raiseWorkflowFailure(error, ctx.error?.message ?? ctx.result?.body);
  return {};
}
