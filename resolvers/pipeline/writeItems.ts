import { runtime, util, type Context } from '@aws-appsync/utils';
import { raiseFailure } from '../lib/failure.ts';
import { throttledEntry, type PutStash } from '../lib/putOutcome.ts';

interface BatchResult {
  unprocessedItems?: Record<string, { itemId: string }[]> | null;
}

/** Writes the valid items of `putItems` in one batch. */
export function request(ctx: Context<unknown, PutStash>) {
  const valid = ctx.stash.entries.filter((entry) => !entry.refusal);
  if (valid.length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchPutItem',
    tables: {
      [ctx.env.CATALOGUE_TABLE]: valid.map(({ stored }) =>
        util.dynamodb.toMapValues(stored as unknown as Record<string, unknown>),
      ),
    },
  };
}

export function response(ctx: Context<unknown, PutStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const untaken = (ctx.result.unprocessedItems?.[ctx.env.CATALOGUE_TABLE] ?? []).map(({ itemId }) => itemId);
  ctx.stash.entries = ctx.stash.entries.map((entry) =>
    !entry.refusal && untaken.includes(entry.itemId) ? { ...entry, refusal: throttledEntry } : entry,
  );
  return {};
}
