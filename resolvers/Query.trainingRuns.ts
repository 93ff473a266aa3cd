import type { Context } from '@aws-appsync/utils';
import type { QueryTrainingRunsArgs } from '../schema/generated/types.ts';
import { runPartitionKey, type TrainingRunRow } from '../schema/contract/models.ts';
import { requireLimit } from './lib/checks.ts';
import { readPartition, type TablePageStash } from './lib/tablePages.ts';
import { toTrainingRun } from './lib/modelRows.ts';
import { raisePageFailure, readPageToken, toPage } from './lib/pageToken.ts';

/** The runs, newest first. */
export function request(ctx: Context<QueryTrainingRunsArgs, TablePageStash>) {
  ctx.stash.limit = requireLimit(ctx.args.limit);
  ctx.stash.token = readPageToken('trainingRuns', ctx.args.nextToken);
  return readPartition(runPartitionKey, ctx.stash, 'BACKWARD');
}

export function response(
  ctx: Context<
    QueryTrainingRunsArgs,
    TablePageStash,
    undefined,
    undefined,
    { items: TrainingRunRow[]; nextToken?: string | null }
  >,
) {
  const { token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage('trainingRuns', token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((row) => toTrainingRun(row)), nextToken: page.nextToken };
}
