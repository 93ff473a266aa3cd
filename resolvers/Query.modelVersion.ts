import type { Context } from '@aws-appsync/utils';
import type { QueryModelVersionArgs } from '../schema/generated/types.ts';
import { versionPartitionKey, type ModelVersionRow } from '../schema/contract/models.ts';
import { requireId } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';
import { readRow } from './lib/readRow.ts';
import { toModelVersion } from './lib/modelRows.ts';

export function request(ctx: Context<QueryModelVersionArgs>) {
  const { modelVersion } = ctx.args;
  requireId('modelVersion', modelVersion);
  return readRow(versionPartitionKey, modelVersion);
}

export function response(ctx: Context<QueryModelVersionArgs, object, undefined, undefined, ModelVersionRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result ? toModelVersion(ctx.result) : null;
}
