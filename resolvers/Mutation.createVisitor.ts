import type { Context } from '@aws-appsync/utils';
import type { CreateVisitorRequest, NewVisitor } from '../schema/contract/visitors.ts';
import { raiseFailure } from './lib/failure.ts';

/** Has the function `identify-visitor` make and sign an id. */
export function request() {
  const payload: CreateVisitorRequest = { kind: 'CREATE_VISITOR' };
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<unknown, object, undefined, undefined, NewVisitor>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
