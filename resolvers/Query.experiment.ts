import { util, type Context } from '@aws-appsync/utils';
import { placementProblem } from '../schema/contract/checks.ts';
import type { ExperimentRow } from '../schema/contract/experiments.ts';
import { experimentsPartitionKey } from '../schema/contract/feedback.ts';
import type { QueryExperimentArgs } from '../schema/generated/types.ts';
import { toExperiment } from './lib/experimentRows.ts';
import { raiseFailure } from './lib/failure.ts';
import { requireNone } from './lib/invalidInput.ts';

export function request(ctx: Context<QueryExperimentArgs>) {
  const { experimentId } = ctx.args;
  requireNone(placementProblem('experimentId', experimentId));
  const key = util.dynamodb.toMapValues({ pk: experimentsPartitionKey, sk: experimentId });
  return { operation: 'GetItem', key, consistentRead: true };
}

export function response(ctx: Context<QueryExperimentArgs, object, undefined, undefined, ExperimentRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result ? toExperiment(ctx.result) : null;
}
