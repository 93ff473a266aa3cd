import type { Context } from '@aws-appsync/utils';
import type { PlacementRow } from '../schema/contract/feedback.ts';
import type { MutationDeletePlacementArgs } from '../schema/generated/types.ts';
import type { AuditStash } from './lib/audit.ts';
import { requirePlacement } from './lib/checks.ts';
import { toPlacement, type PlacementStash } from './lib/placementRows.ts';

/** The pipeline reads the placement and has nothing apply to it any more. */
export function request(ctx: Context<MutationDeletePlacementArgs, PlacementStash & AuditStash>) {
  const placement = requirePlacement('placement', ctx.args.placement);
  ctx.stash.placement = placement;
  ctx.stash.seenRevision = ctx.args.revision;
  ctx.stash.settings = null;
  ctx.stash.audit = { action: 'DELETE_PLACEMENT', subjects: [placement] };
  return {};
}

/** What applied until now. */
export function response(ctx: Context<MutationDeletePlacementArgs, PlacementStash>) {
  return toPlacement(ctx.stash.row as PlacementRow);
}
