import { util, type Context } from '@aws-appsync/utils';
import { placementKeys, type PlacementRow } from '../../schema/contract/feedback.ts';
import { quote } from '../../schema/contract/checks.ts';
import { raiseFailure } from '../lib/failure.ts';
import { placementChanged } from '../lib/placementChanged.ts';
import type { PlacementStash } from '../lib/placementRows.ts';
import { readRow } from '../lib/readRow.ts';

/** Reads the first copy of what applies to the placement, as it is now. */
export function request(ctx: Context<unknown, PlacementStash>) {
  const { pk, sk } = placementKeys(ctx.stash.placement)[0];
  return readRow(pk, sk);
}

/** A deleted placement is none, but its revision goes on. */
export function response(ctx: Context<unknown, PlacementStash, undefined, undefined, PlacementRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  const { placement, seenRevision, settings } = ctx.stash;
  const row = ctx.result ?? null;
  const revision = row && !row.deletedAt ? row.revision : null;
  if (revision === null && !settings) {
    util.error(`Nothing applies to the placement ${quote(placement)}. placements lists them.`, 'PlacementNotFound');
  }
  if (revision !== seenRevision) placementChanged();
  if (!settings && row?.experiment) {
    util.error(
      `An experiment runs on the placement ${quote(placement)}. End it first: endExperiment.`,
      'PlacementInUse',
    );
  }
  ctx.stash.row = row;
  return {};
}
