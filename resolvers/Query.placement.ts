import type { Context } from '@aws-appsync/utils';
import { placementsPartitionKey, type PlacementRow } from '../schema/contract/feedback.ts';
import type { QueryPlacementArgs } from '../schema/generated/types.ts';
import { requirePlacement } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';
import { toPlacement } from './lib/placementRows.ts';
import { readRow } from './lib/readRow.ts';

/** One placement, or null. */
export function request(ctx: Context<QueryPlacementArgs>) {
  return readRow(placementsPartitionKey, requirePlacement('placement', ctx.args.placement));
}

export function response(ctx: Context<QueryPlacementArgs, object, undefined, undefined, PlacementRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result ? toPlacement(ctx.result) : null;
}
