import type { Context } from '@aws-appsync/utils';
import type { QueryBatchRecommendationsArgs } from '../schema/generated/types.ts';
import { batchPartitionKey, type BatchRow } from '../schema/contract/batches.ts';
import { toBatchRecommendation } from './lib/batches.ts';
import { requireLimit } from './lib/checks.ts';
import { readPartition, type TablePageStash } from './lib/tablePages.ts';
import { raisePageFailure, readPageToken, toPage } from './lib/pageToken.ts';

/** The batches, newest first. */
export function request(ctx: Context<QueryBatchRecommendationsArgs, TablePageStash>) {
  ctx.stash.limit = requireLimit(ctx.args.limit);
  ctx.stash.token = readPageToken('batchRecommendations', ctx.args.nextToken);
  return readPartition(batchPartitionKey, ctx.stash, 'BACKWARD');
}

export function response(
  ctx: Context<
    QueryBatchRecommendationsArgs,
    TablePageStash,
    undefined,
    undefined,
    { items: BatchRow[]; nextToken?: string | null }
  >,
) {
  const { token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage('batchRecommendations', token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((row) => toBatchRecommendation(row)), nextToken: page.nextToken };
}
