import type { Context } from '@aws-appsync/utils';
import { defaultDeadLetters, maximumDeadLetters, type OperateRequest } from '../schema/contract/deployment.ts';
import type { DeadLetter, QueryDeadLettersArgs } from '../schema/generated/types.ts';
import { requireNumber } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';

/** Asks the function `operate-deployment` for what waits in the queue of failures. */
export function request(ctx: Context<QueryDeadLettersArgs>) {
  const limit = requireNumber('limit', ctx.args.limit, 1, maximumDeadLetters, defaultDeadLetters);
  const payload: OperateRequest = { kind: 'DEAD_LETTERS', limit };
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<QueryDeadLettersArgs, object, undefined, undefined, DeadLetter[]>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
