import type { Context } from '@aws-appsync/utils';
import { withoutNulls } from '../../schema/contract/checks.ts';
import type { ExplainItemRequest } from '../../schema/contract/scoring.ts';
import type { ItemExplanation } from '../../schema/generated/types.ts';
import { raiseFailure } from '../lib/failure.ts';

/** Asks the function `score-candidates` why the item is in the list, or why not. */
export function request(ctx: Context<unknown, { explaining: ExplainItemRequest }>) {
  const payload = withoutNulls(ctx.stash.explaining as unknown as Record<string, unknown>);
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<unknown, object, undefined, undefined, ItemExplanation>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
