import type { Context } from '@aws-appsync/utils';
import type { QueryBatchRecommendationArgs } from '../schema/generated/types.ts';
import { batchPartitionKey, type BatchRow } from '../schema/contract/batches.ts';
import { toBatchRecommendation } from './lib/batches.ts';
import { requireId } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';
import { readRow } from './lib/readRow.ts';

export function request(ctx: Context<QueryBatchRecommendationArgs>) {
  const { batchId } = ctx.args;
  requireId('batchId', batchId);
  return readRow(batchPartitionKey, batchId);
}

export function response(ctx: Context<QueryBatchRecommendationArgs, object, undefined, undefined, BatchRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result ? toBatchRecommendation(ctx.result) : null;
}
