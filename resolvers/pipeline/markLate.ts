import { runtime, util, type Context } from '@aws-appsync/utils';
import type { InteractionRow } from '../../schema/contract/interaction.ts';
import { interactionPrefix, lateSortKey } from '../../schema/contract/keys.ts';
import { lateMilliseconds, storedListLifeSeconds } from '../../schema/contract/limits.ts';
import { raiseFailure } from '../lib/failure.ts';
import { isToWrite, type RecordStash } from '../lib/recordEntries.ts';

interface BatchResult {
  unprocessedItems?: Record<string, { pk: string }[]> | null;
}

/**
 * Marks whose interactions come long after they happened, before they are written: a stored list looks for what is newer
 * than it is among the newest rows (`recordedSince`), and may miss them there. A mark outlives every list of before.
 */
export function request(ctx: Context<unknown, RecordStash>) {
  const expiresAt = util.time.nowEpochSeconds() + storedListLifeSeconds;
  const marks: Record<string, unknown> = {};
  ctx.stash.entries.forEach((entry) => {
    if (!isToWrite(entry)) return;
    const { pk, sk, timestamp, recordedAt } = entry.stored as InteractionRow;
    // No list is made from impressions.
    if (!sk.startsWith(interactionPrefix)) return;
    if (millisecondsOf(recordedAt) - millisecondsOf(timestamp) <= lateMilliseconds) return;
    marks[pk] = util.dynamodb.toMapValues({ pk, sk: lateSortKey(recordedAt), expiresAt });
  });
  const rows = Object.values(marks);
  if (rows.length === 0) runtime.earlyReturn({});
  return { operation: 'BatchPutItem', tables: { [ctx.env.USER_DATA_TABLE]: rows } };
}

/** What could not be marked is not written, nor told to be there already. */
export function response(ctx: Context<unknown, RecordStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const unmarked = (ctx.result.unprocessedItems?.[ctx.env.USER_DATA_TABLE] ?? []).map(({ pk }) => pk);
  if (unmarked.length === 0) return {};
  ctx.stash.entries = ctx.stash.entries.map((entry) =>
    entry.outcome === 'PENDING' && unmarked.includes((entry.stored as InteractionRow).pk)
      ? { ...entry, outcome: 'RETRY' }
      : entry,
  );
  return {};
}

function millisecondsOf(instant: string): number {
  return util.time.parseISO8601ToEpochMilliSeconds(instant);
}
