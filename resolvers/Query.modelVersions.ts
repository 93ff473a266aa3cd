import type { Context } from '@aws-appsync/utils';
import type { QueryModelVersionsArgs } from '../schema/generated/types.ts';
import { versionPartitionKey, type ModelVersionRow } from '../schema/contract/models.ts';
import { requireLimit } from './lib/checks.ts';
import { readPartition, type TablePageStash } from './lib/tablePages.ts';
import { toModelVersion } from './lib/modelRows.ts';
import { raisePageFailure, readPageToken, toPage } from './lib/pageToken.ts';

/** The versions, newest first. */
export function request(ctx: Context<QueryModelVersionsArgs, TablePageStash>) {
  ctx.stash.limit = requireLimit(ctx.args.limit);
  ctx.stash.token = readPageToken('modelVersions', ctx.args.nextToken);
  return readPartition(versionPartitionKey, ctx.stash, 'BACKWARD');
}

export function response(
  ctx: Context<
    QueryModelVersionsArgs,
    TablePageStash,
    undefined,
    undefined,
    { items: ModelVersionRow[]; nextToken?: string | null }
  >,
) {
  const { token, limit } = ctx.stash;
  if (ctx.error) raisePageFailure(ctx.error, token);
  const page = toPage('modelVersions', token, ctx.result.items, ctx.result.nextToken ?? null, limit);
  return { items: page.items.map((row) => toModelVersion(row)), nextToken: page.nextToken };
}
