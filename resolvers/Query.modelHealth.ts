import type { Context } from '@aws-appsync/utils';
import { healthPartitionKey, healthSortKey, type ModelHealthRow } from '../schema/contract/modelHealth.ts';
import { raiseFailure } from './lib/failure.ts';
import { readRow } from './lib/readRow.ts';
import { toModelHealth } from './lib/modelRows.ts';

export function request() {
  return readRow(healthPartitionKey, healthSortKey);
}

export function response(ctx: Context<object, object, undefined, undefined, ModelHealthRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result ? toModelHealth(ctx.result) : null;
}
