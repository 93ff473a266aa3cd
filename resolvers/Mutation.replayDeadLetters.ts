import type { Context } from '@aws-appsync/utils';
import { defaultReplay, maximumReplay } from '../schema/contract/deployment.ts';
import type { MutationReplayDeadLettersArgs } from '../schema/generated/types.ts';
import type { AuditStash } from './lib/audit.ts';
import { requireNumber } from './lib/checks.ts';

/** Checks how many; the pipeline has them handled again. */
export function request(ctx: Context<MutationReplayDeadLettersArgs, AuditStash & { limit: number }>) {
  ctx.stash.limit = requireNumber('input.limit', ctx.args.input?.limit, 1, maximumReplay, defaultReplay);
  // Whom they are about is named nowhere, since an erased person is not to be.
  ctx.stash.audit = { action: 'REPLAY_DEAD_LETTERS', subjects: [] };
  return {};
}

export function response(ctx: Context) {
  return ctx.prev.result;
}
