import type { Context } from '@aws-appsync/utils';
import type { MutationEndExperimentArgs } from '../../schema/generated/types.ts';
import { askExperiments, requireAnswer, type ExperimentAnswer } from '../lib/askExperiments.ts';
import { callerName } from '../lib/caller.ts';

/** Has the function end the experiment, and put a variant's settings in place if one is promoted. */
export function request(ctx: Context<MutationEndExperimentArgs>) {
  const { experimentId, promote } = ctx.args;
  return askExperiments({ kind: 'END', experimentId, promote: promote ?? null, caller: callerName(ctx.identity) });
}

export function response(ctx: Context<MutationEndExperimentArgs, object, undefined, undefined, ExperimentAnswer>) {
  requireAnswer(ctx.error, ctx.result);
  return ctx.result.row;
}
