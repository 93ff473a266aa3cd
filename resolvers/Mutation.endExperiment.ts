import type { Context } from '@aws-appsync/utils';
import { placementProblem } from '../schema/contract/checks.ts';
import type { MutationEndExperimentArgs } from '../schema/generated/types.ts';
import { askExperiments, requireAnswer, type ExperimentAnswer } from './lib/askExperiments.ts';
import { callerName } from './lib/caller.ts';
import { toExperiment } from './lib/experimentRows.ts';
import { requireNone } from './lib/invalidInput.ts';

export function request(ctx: Context<MutationEndExperimentArgs>) {
  const { experimentId, promote } = ctx.args;
  requireNone(placementProblem('experimentId', experimentId));
  if (promote !== null && promote !== undefined) requireNone(placementProblem('promote', promote));
  return askExperiments({
    kind: 'END',
    experimentId,
    promote: promote ?? null,
    caller: callerName(ctx.identity),
  });
}

export function response(ctx: Context<MutationEndExperimentArgs, object, undefined, undefined, ExperimentAnswer>) {
  requireAnswer(ctx.error, ctx.result);
  return toExperiment(ctx.result.row);
}
