import type { Context } from '@aws-appsync/utils';
import { placementProblem } from '../schema/contract/checks.ts';
import type { ExperimentRow } from '../schema/contract/experiments.ts';
import type { MutationEndExperimentArgs } from '../schema/generated/types.ts';
import type { AuditStash } from './lib/audit.ts';
import { toExperiment } from './lib/experimentRows.ts';
import { requireNone } from './lib/invalidInput.ts';

/** Checks the names; the pipeline has the function end the experiment. */
export function request(ctx: Context<MutationEndExperimentArgs, AuditStash>) {
  const { experimentId, promote } = ctx.args;
  requireNone(placementProblem('experimentId', experimentId));
  if (promote !== null && promote !== undefined) requireNone(placementProblem('promote', promote));
  ctx.stash.audit = { action: 'END_EXPERIMENT', subjects: [experimentId] };
  return {};
}

export function response(ctx: Context<MutationEndExperimentArgs>) {
  return toExperiment(ctx.prev.result as ExperimentRow);
}
