import { util, type Context } from '@aws-appsync/utils';
import type { ExperimentRow } from '../schema/contract/experiments.ts';
import { experimentsPartitionKey } from '../schema/contract/feedback.ts';
import type { QueryExperimentsArgs } from '../schema/generated/types.ts';
import { requireLimit } from './lib/checks.ts';
import { toExperiment } from './lib/experimentRows.ts';
import { raisePageFailure, readPageToken, toPage, type PageToken } from './lib/pageToken.ts';

interface Stash {
  token: PageToken;
  limit: number;
}

/** The experiments, the id that sorts last first: ids that begin with a date make that the newest. */
export function request(ctx: Context<QueryExperimentsArgs, Stash>) {
  const limit = requireLimit(ctx.args.limit);
  const token = readPageToken('experiments', ctx.args.nextToken);
  ctx.stash.limit = limit;
  ctx.stash.token = token;
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk',
      expressionNames: { '#pk': 'pk' },
      expressionValues: util.dynamodb.toMapValues({ ':pk': experimentsPartitionKey }),
    },
    scanIndexForward: false,
    limit,
    nextToken: token.start,
    consistentRead: true,
  };
}

export function response(
  ctx: Context<
    QueryExperimentsArgs,
    Stash,
    undefined,
    undefined,
    { items: ExperimentRow[]; nextToken?: string | null }
  >,
) {
  const { token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage('experiments', token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((row) => toExperiment(row)), nextToken: page.nextToken };
}
