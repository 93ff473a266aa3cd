import type { Context } from '@aws-appsync/utils';
import type { MutationPutExperimentArgs } from '../schema/generated/types.ts';
import { askExperiments, requireAnswer, type ExperimentAnswer } from './lib/askExperiments.ts';
import { callerName } from './lib/caller.ts';
import { toExperiment } from './lib/experimentRows.ts';
import { readExperimentSettings } from './lib/experimentSettings.ts';
import { invalidInput } from './lib/invalidInput.ts';

/** Checks what was sent; the function reckons the users needed, and writes. */
export function request(ctx: Context<MutationPutExperimentArgs>) {
  const { input } = ctx.args;
  if (input.status === 'ENDED') invalidInput('input.status', 'ENDED', 'DRAFT or RUNNING; endExperiment ends one');
  return askExperiments({
    kind: 'PUT',
    settings: readExperimentSettings(input),
    start: input.status === 'RUNNING',
    revision: input.revision ?? null,
    caller: callerName(ctx.identity),
  });
}

export function response(ctx: Context<MutationPutExperimentArgs, object, undefined, undefined, ExperimentAnswer>) {
  requireAnswer(ctx.error, ctx.result);
  return toExperiment(ctx.result.row);
}
