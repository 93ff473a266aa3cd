import type { Context } from '@aws-appsync/utils';
import type { OperateRequest } from '../../schema/contract/deployment.ts';
import type { ReplayedDeadLetters } from '../../schema/generated/types.ts';
import { raiseFailure } from '../lib/failure.ts';

/** Has the function `operate-deployment` handle dead letters again. */
export function request(ctx: Context<object, { limit: number }>) {
  const payload: OperateRequest = { kind: 'REPLAY', limit: ctx.stash.limit };
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<object, { limit: number }, undefined, undefined, ReplayedDeadLetters>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
