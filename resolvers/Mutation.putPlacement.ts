import type { Context } from '@aws-appsync/utils';
import type { MutationPutPlacementArgs } from '../schema/generated/types.ts';
import { quote } from '../schema/contract/checks.ts';
import type { AuditStash } from './lib/audit.ts';
import { requirePlacement } from './lib/checks.ts';
import { invalidInput } from './lib/invalidInput.ts';
import { toPlacement, type PlacementStash } from './lib/placementRows.ts';
import { readPlacementSettings } from './lib/placementSettings.ts';
import type { PlacementRow } from '../schema/contract/feedback.ts';

/** Checks the settings; the pipeline asks for their items, reads the placement as it is, and writes it. */
export function request(ctx: Context<MutationPutPlacementArgs, PlacementStash & AuditStash>) {
  const { placement, revision, settings } = ctx.args.input;
  requirePlacement('input.placement', placement);
  if (placement === 'trending') {
    invalidInput('input.placement', quote(placement), 'another placement: trendingItems shows what is counted');
  }
  ctx.stash.placement = placement;
  ctx.stash.seenRevision = revision ?? null;
  ctx.stash.settings = readPlacementSettings('input.settings', settings);
  ctx.stash.audit = { action: 'PUT_PLACEMENT', subjects: [placement] };
  return {};
}

export function response(ctx: Context<MutationPutPlacementArgs, PlacementStash>) {
  return toPlacement(ctx.stash.row as PlacementRow);
}
