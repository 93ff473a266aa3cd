import type { Context } from '@aws-appsync/utils';
import type { OperateRequest } from '../schema/contract/deployment.ts';
import type { DeploymentHealth } from '../schema/generated/types.ts';
import { raiseFailure } from './lib/failure.ts';

/** Asks the function `operate-deployment` to look. */
export function request() {
  const payload: OperateRequest = { kind: 'HEALTH' };
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<object, object, undefined, undefined, DeploymentHealth>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
