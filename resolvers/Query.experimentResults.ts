import type { Context } from '@aws-appsync/utils';
import { placementProblem } from '../schema/contract/checks.ts';
import type { ExperimentResults, QueryExperimentResultsArgs } from '../schema/generated/types.ts';
import { askExperiments, requireAnswer, type ExperimentAnswer } from './lib/askExperiments.ts';
import { toExperiment } from './lib/experimentRows.ts';
import { requireNone } from './lib/invalidInput.ts';

export function request(ctx: Context<QueryExperimentResultsArgs>) {
  requireNone(placementProblem('experimentId', ctx.args.experimentId));
  return askExperiments({ kind: 'RESULTS', experimentId: ctx.args.experimentId });
}

export function response(
  ctx: Context<
    QueryExperimentResultsArgs,
    object,
    undefined,
    undefined,
    ExperimentAnswer & Omit<ExperimentResults, 'experiment'>
  >,
) {
  requireAnswer(ctx.error, ctx.result);
  return { ...ctx.result, experiment: toExperiment(ctx.result.row) };
}
