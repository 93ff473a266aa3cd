import type { Context } from '@aws-appsync/utils';
import type { QueryBatchRecommendationsArgs } from '../schema/generated/types.ts';
import { batchPartitionKey, type BatchRow } from '../schema/contract/batches.ts';
import { toBatchRecommendation } from './lib/batches.ts';
import { requireLimit } from './lib/checks.ts';
import { readNewest, type ModelPageStash } from './lib/modelPages.ts';
import { raisePageFailure, readPageToken, toPage } from './lib/pageToken.ts';

/** The batches, newest first. */
export function request(ctx: Context<QueryBatchRecommendationsArgs, ModelPageStash>) {
  ctx.stash.limit = requireLimit(ctx.args.limit);
  ctx.stash.token = readPageToken('batchRecommendations', ctx.args.nextToken);
  return readNewest(batchPartitionKey, ctx.stash);
}

export function response(
  ctx: Context<
    QueryBatchRecommendationsArgs,
    ModelPageStash,
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
