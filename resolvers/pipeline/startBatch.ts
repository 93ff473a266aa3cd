import type { Context } from '@aws-appsync/utils';
import type { BatchWorkflowInput } from '../../schema/contract/batches.ts';
import { placementOrDefault, withoutNulls } from '../../schema/contract/checks.ts';
import { storedListSize } from '../../schema/contract/limits.ts';
import type { MutationRequestBatchRecommendationsArgs } from '../../schema/generated/types.ts';
import type { BatchStash } from '../lib/batches.ts';
import { callerName } from '../lib/caller.ts';
import {
  callStepFunctions,
  errorOf,
  newRunId,
  raiseWorkflowFailure,
  type WorkflowAnswer,
} from '../lib/stepFunctions.ts';

/** Starts the workflow under the name that its batch has. */
export function request(ctx: Context<MutationRequestBatchRecommendationsArgs, BatchStash>) {
  const { input } = ctx.args;
  const batchId = newRunId();
  ctx.stash.batchId = batchId;
  const given = {
    placement: placementOrDefault(input?.placement),
    listSize: input?.limit ?? storedListSize,
    store: input?.store ?? false,
    usersKey: input?.usersKey,
    modelVersion: input?.modelVersion,
    requestedBy: callerName(ctx.identity),
  };
  const workflowInput = withoutNulls(given) as unknown as BatchWorkflowInput;
  return callStepFunctions('StartExecution', {
    stateMachineArn: ctx.env.BATCH_WORKFLOW_ARN,
    name: batchId,
    input: JSON.stringify(workflowInput),
  });
}

export function response(ctx: Context<unknown, BatchStash, undefined, undefined, WorkflowAnswer | null>) {
  const error = errorOf(ctx.error, ctx.result);
  if (error) raiseWorkflowFailure(error, ctx.error?.message ?? ctx.result?.body);
  return {};
}
