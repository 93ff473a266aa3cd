import type { Context } from '@aws-appsync/utils';
import { placementsPartitionKey, type PlacementRow } from '../schema/contract/feedback.ts';
import type { QueryPlacementsArgs } from '../schema/generated/types.ts';
import { requireLimit } from './lib/checks.ts';
import { raisePageFailure, readPageToken, toPage } from './lib/pageToken.ts';
import { toPlacement } from './lib/placementRows.ts';
import { readPartition, type TablePageStash } from './lib/tablePages.ts';

/** The placements, by name. */
export function request(ctx: Context<QueryPlacementsArgs, TablePageStash>) {
  ctx.stash.limit = requireLimit(ctx.args.limit);
  ctx.stash.token = readPageToken('placements', ctx.args.nextToken);
  return readPartition(placementsPartitionKey, ctx.stash, 'FORWARD');
}

export function response(
  ctx: Context<
    QueryPlacementsArgs,
    TablePageStash,
    undefined,
    undefined,
    { items: PlacementRow[]; nextToken?: string | null }
  >,
) {
  const { token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage('placements', token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((row) => toPlacement(row)), nextToken: page.nextToken };
}
