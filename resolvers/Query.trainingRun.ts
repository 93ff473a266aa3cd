import type { Context } from '@aws-appsync/utils';
import type { QueryTrainingRunArgs } from '../schema/generated/types.ts';
import { runPartitionKey, type TrainingRunRow } from '../schema/contract/models.ts';
import { requireId } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';
import { readRow } from './lib/readRow.ts';
import { toTrainingRun } from './lib/modelRows.ts';

export function request(ctx: Context<QueryTrainingRunArgs>) {
  const { runId } = ctx.args;
  requireId('runId', runId);
  return readRow(runPartitionKey, runId);
}

export function response(ctx: Context<QueryTrainingRunArgs, object, undefined, undefined, TrainingRunRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result ? toTrainingRun(ctx.result) : null;
}
