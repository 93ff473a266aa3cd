import type { Context } from '@aws-appsync/utils';
import type { CompareModelsRequest } from '../../schema/contract/scoring.ts';
import type { ModelComparison } from '../../schema/generated/types.ts';
import { raiseFailure } from '../lib/failure.ts';

/** Asks the function `compare-models` for the lists. */
export function request(ctx: Context<unknown, { comparison: CompareModelsRequest }>) {
  return { operation: 'Invoke', payload: ctx.stash.comparison };
}

export function response(ctx: Context<unknown, object, undefined, undefined, ModelComparison>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
