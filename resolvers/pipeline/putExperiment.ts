import type { Context } from '@aws-appsync/utils';
import type { MutationPutExperimentArgs } from '../../schema/generated/types.ts';
import { askExperiments, requireAnswer, type ExperimentAnswer } from '../lib/askExperiments.ts';
import { callerName } from '../lib/caller.ts';
import { readExperimentSettings } from '../lib/experimentSettings.ts';
import type { ExperimentStash } from '../lib/experimentVariants.ts';

/** Has the function reckon the users that the experiment needs, and write it. */
export function request(ctx: Context<MutationPutExperimentArgs, ExperimentStash>) {
  const { input } = ctx.args;
  return askExperiments({
    kind: 'PUT',
    settings: readExperimentSettings(input, ctx.stash.variants),
    start: input.status === 'RUNNING',
    revision: input.revision ?? null,
    caller: callerName(ctx.identity),
  });
}

export function response(
  ctx: Context<MutationPutExperimentArgs, ExperimentStash, undefined, undefined, ExperimentAnswer>,
) {
  requireAnswer(ctx.error, ctx.result);
  return ctx.result.row;
}
