import type { Context } from '@aws-appsync/utils';
import { defaultCostHours, maximumCostHours, type OperateRequest } from '../schema/contract/deployment.ts';
import type { CountedCosts, QueryCountedCostsArgs } from '../schema/generated/types.ts';
import { requireNumber } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';

/** Asks the function `operate-deployment` to count. */
export function request(ctx: Context<QueryCountedCostsArgs>) {
  const hours = requireNumber('hours', ctx.args.hours, 1, maximumCostHours, defaultCostHours);
  const payload: OperateRequest = { kind: 'COSTS', hours };
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<QueryCountedCostsArgs, object, undefined, undefined, CountedCosts>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
