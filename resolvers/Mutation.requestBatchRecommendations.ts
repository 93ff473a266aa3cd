import type { Context } from '@aws-appsync/utils';
import type { MutationRequestBatchRecommendationsArgs } from '../schema/generated/types.ts';
import { batchRequestProblem } from '../schema/contract/batchRequest.ts';
import type { AuditStash } from './lib/audit.ts';
import type { BatchStash } from './lib/batches.ts';
import { requireNone } from './lib/invalidInput.ts';
import { requireServed } from './lib/servedVersions.ts';

/** Checks the request; the pipeline sees whether the version is served, and starts the workflow. */
export function request(ctx: Context<MutationRequestBatchRecommendationsArgs, BatchStash & AuditStash>) {
  const { input } = ctx.args;
  if (input) {
    requireNone(batchRequestProblem(input, 'input'));
    const { modelVersion } = input;
    if (modelVersion !== null && modelVersion !== undefined) {
      requireServed(ctx.stash, 'input.modelVersion', [modelVersion]);
    }
  }
  ctx.stash.audit = { action: 'REQUEST_BATCH_RECOMMENDATIONS', subjects: [] };
  return {};
}

export function response(ctx: Context<MutationRequestBatchRecommendationsArgs, BatchStash>) {
  return { batchId: ctx.stash.batchId };
}
