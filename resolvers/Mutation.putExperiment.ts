import type { Context } from '@aws-appsync/utils';
import { placementProblem } from '../schema/contract/checks.ts';
import type { ExperimentRow } from '../schema/contract/experiments.ts';
import type { MutationPutExperimentArgs } from '../schema/generated/types.ts';
import type { AuditStash } from './lib/audit.ts';
import { toExperiment } from './lib/experimentRows.ts';
import { readVariants, type ExperimentStash } from './lib/experimentVariants.ts';
import { invalidInput, requireNone } from './lib/invalidInput.ts';

/** Checks the id and the variants; the pipeline checks the rest and has the function write it. */
export function request(ctx: Context<MutationPutExperimentArgs, ExperimentStash & AuditStash>) {
  const { input } = ctx.args;
  requireNone(placementProblem('input.experimentId', input.experimentId));
  if (input.status === 'ENDED') invalidInput('input.status', 'ENDED', 'DRAFT or RUNNING; endExperiment ends one');
  ctx.stash.variants = readVariants(input.variants);
  ctx.stash.audit = { action: 'PUT_EXPERIMENT', subjects: [input.experimentId] };
  return {};
}

export function response(ctx: Context<MutationPutExperimentArgs, ExperimentStash>) {
  return toExperiment(ctx.prev.result as ExperimentRow);
}
