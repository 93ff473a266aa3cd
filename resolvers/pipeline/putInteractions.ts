import { runtime, util, type Context } from '@aws-appsync/utils';
import { raiseFailure } from '../lib/failure.ts';
import { isToWrite, keyText, type RecordStash } from '../lib/recordEntries.ts';

interface BatchResult {
  unprocessedItems?: Record<string, { pk: string; sk: string }[]> | null;
}

/** Writes what is new in one batch. A batch write has no conditions, so `readInteractions` asked before. */
export function request(ctx: Context<unknown, RecordStash>) {
  const toWrite = ctx.stash.entries.filter((entry) => isToWrite(entry));
  if (toWrite.length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchPutItem',
    tables: {
      [ctx.env.USER_DATA_TABLE]: toWrite.map(({ stored }) =>
        util.dynamodb.toMapValues(stored as unknown as Record<string, unknown>),
      ),
    },
  };
}

/** What DynamoDB did not take is to be sent again, and so is what was the same as that. */
export function response(ctx: Context<unknown, RecordStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const untaken: Record<string, boolean> = {};
  (ctx.result.unprocessedItems?.[ctx.env.USER_DATA_TABLE] ?? []).forEach((row) => {
    untaken[keyText(row)] = true;
  });
  ctx.stash.entries = ctx.stash.entries.map((entry) =>
    entry.stored && (isToWrite(entry) || entry.sameAs >= 0) && untaken[keyText(entry.stored)]
      ? { ...entry, outcome: 'RETRY' }
      : entry,
  );
  return {};
}
