import { runtime, util, type Context } from '@aws-appsync/utils';
import { raiseFailure } from '../lib/failure.ts';
import { projectionOf } from '../lib/projectionOf.ts';
import { throttledEntry, type PutStash } from '../lib/putOutcome.ts';

interface BatchResult {
  data: Record<string, ({ itemId: string; createdAt?: string } | null)[]>;
  unprocessedKeys?: Record<string, { itemId: string }[]> | null;
}

/** Looks up when the items of `putItems` were created: a batch write replaces them and cannot keep an attribute. */
export function request(ctx: Context<unknown, PutStash>) {
  const valid = ctx.stash.entries.filter((entry) => !entry.refusal);
  if (valid.length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.CATALOGUE_TABLE]: {
        keys: valid.map(({ itemId }) => util.dynamodb.toMapValues({ itemId })),
        consistentRead: true,
        projection: projectionOf(['itemId', 'createdAt']),
      },
    },
  };
}

export function response(ctx: Context<unknown, PutStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const table = ctx.env.CATALOGUE_TABLE;
  const createdAt: Record<string, string> = {};
  (ctx.result.data[table] ?? []).forEach((item) => {
    if (item?.createdAt) createdAt[`#${item.itemId}`] = item.createdAt;
  });
  const unread = (ctx.result.unprocessedKeys?.[table] ?? []).map(({ itemId }) => itemId);
  ctx.stash.entries = ctx.stash.entries.map((entry) => {
    if (!entry.stored) return entry;
    if (unread.includes(entry.itemId)) return { ...entry, refusal: throttledEntry };
    const first = createdAt[`#${entry.itemId}`];
    return first ? { ...entry, stored: { ...entry.stored, createdAt: first } } : entry;
  });
  return {};
}
