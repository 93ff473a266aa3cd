import type { Context } from '@aws-appsync/utils';
import type { CountHeldRequest, CountHeldResult } from '../../schema/contract/anomalies.ts';
import type { MutationClearAnomalyArgs } from '../../schema/generated/types.ts';
import { raiseFailure } from '../lib/failure.ts';

/** Has the function `on-interaction` count what a mark has held back. */
export function request(ctx: Context<MutationClearAnomalyArgs>) {
  const payload: CountHeldRequest = { kind: 'COUNT_HELD', anomalyId: ctx.args.input.anomalyId };
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<MutationClearAnomalyArgs, object, undefined, undefined, CountHeldResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
