import type { Context } from '@aws-appsync/utils';
import { livePartitionKey, liveSortKey, type LiveRow } from '../schema/contract/models.ts';
import { raiseFailure } from './lib/failure.ts';
import { readRow } from './lib/readRow.ts';
import { toLiveModel } from './lib/modelRows.ts';

export function request() {
  return readRow(livePartitionKey, liveSortKey);
}

export function response(ctx: Context<object, object, undefined, undefined, LiveRow | null>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result ? toLiveModel(ctx.result) : null;
}
