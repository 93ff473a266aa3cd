import type { Context } from '@aws-appsync/utils';
import type { ExperimentRow } from '../schema/contract/experiments.ts';
import type { MutationPutExperimentArgs } from '../schema/generated/types.ts';
import { toExperiment } from './lib/experimentRows.ts';
import { readVariants, type ExperimentStash } from './lib/experimentVariants.ts';
import { invalidInput } from './lib/invalidInput.ts';

/** Checks the variants; the pipeline checks the rest and has the function write it. */
export function request(ctx: Context<MutationPutExperimentArgs, ExperimentStash>) {
  const { input } = ctx.args;
  if (input.status === 'ENDED') invalidInput('input.status', 'ENDED', 'DRAFT or RUNNING; endExperiment ends one');
  ctx.stash.variants = readVariants(input.variants);
  return {};
}

export function response(ctx: Context<MutationPutExperimentArgs, ExperimentStash>) {
  return toExperiment(ctx.prev.result as ExperimentRow);
}
