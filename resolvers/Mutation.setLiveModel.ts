import type { Context } from '@aws-appsync/utils';
import type { MutationSetLiveModelArgs } from '../schema/generated/types.ts';
import type { AuditStash } from './lib/audit.ts';
import { requireId } from './lib/checks.ts';
import { toLiveModel } from './lib/modelRows.ts';
import type { SetLiveStash } from './lib/setLive.ts';

/** Checks the version; the pipeline reads what is live and writes what is to be. */
export function request(ctx: Context<MutationSetLiveModelArgs, SetLiveStash & AuditStash>) {
  requireId('input.modelVersion', ctx.args.input.modelVersion);
  ctx.stash.audit = { action: 'SET_LIVE_MODEL', subjects: [ctx.args.input.modelVersion] };
  return {};
}

export function response(ctx: Context<MutationSetLiveModelArgs, SetLiveStash>) {
  return toLiveModel(ctx.stash.live);
}
