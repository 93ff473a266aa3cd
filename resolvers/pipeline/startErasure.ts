import { util, type Context } from '@aws-appsync/utils';
import type { ErasureWorkflowInput } from '../../schema/contract/erasure.ts';
import { erasureSettleSeconds } from '../../schema/contract/limits.ts';
import type { ErasureStash } from '../lib/erasure.ts';
import { callStepFunctions, errorOf, raiseWorkflowFailure, type WorkflowAnswer } from '../lib/stepFunctions.ts';

/**
 * Starts the workflow. One may be at work or may have failed: several of one erasure do each other no harm, so each
 * request starts one.
 */
export function request(ctx: Context<unknown, ErasureStash>) {
  const erasureId = ctx.stash.erased?.erasureId ?? '';
  const input: ErasureWorkflowInput = { erasureId, settleSeconds: erasureSettleSeconds };
  return callStepFunctions('StartExecution', {
    stateMachineArn: ctx.env.ERASURE_WORKFLOW_ARN,
    name: `${erasureId}-${util.autoId().slice(0, 8)}`,
    input: JSON.stringify(input),
  });
}

export function response(ctx: Context<unknown, ErasureStash, undefined, undefined, WorkflowAnswer | null>) {
  const error = errorOf(ctx.error, ctx.result);
  if (error) raiseWorkflowFailure(error, ctx.error?.message ?? ctx.result?.body);
  return {};
}
