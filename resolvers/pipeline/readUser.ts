import { util, type Context } from '@aws-appsync/utils';
import { erasedSortKey, storedListSortKey } from '../../schema/contract/keys.ts';
import { raiseFailure } from '../lib/failure.ts';
import { recordedSince, toHistory, userRowsQuery, type UserRow } from '../lib/history.ts';
import type { ListStash } from '../lib/recommendationList.ts';
import { isPlain } from '../lib/storedList.ts';

/** Rows besides the history that a whole read allows for: stored lists, marks. */
const OTHER_ROWS = 8;
/** Rows that tell whether a stored list is fresh: the list, a mark or two, and some interactions. */
const NEWEST_ROWS = 10;

/**
 * One Query answers who the user is and whether the stored list is fresh. A few rows tell that as a rule; where a list is
 * scored whatever is stored, it reads the history whole. Of somebody whose data were erased it meets the mark and nothing
 * else: they are answered like anybody without a history, and the list is not kept.
 */
export function request(ctx: Context<unknown, ListStash>) {
  const { request: wanted } = ctx.stash;
  const whole = +ctx.env.HISTORY_SIZE + OTHER_ROWS;
  const limit = isPlain(wanted) ? Math.min(NEWEST_ROWS, whole) : whole;
  return userRowsQuery(wanted.userId ?? '', wanted.placement, limit, null);
}

export function response(
  ctx: Context<unknown, ListStash, undefined, undefined, { items: UserRow[]; nextToken?: string | null }>,
) {
  if (ctx.error) raiseFailure(ctx.error);
  const { items, nextToken } = ctx.result;
  const historySize = +ctx.env.HISTORY_SIZE;
  const listKey = storedListSortKey(ctx.stash.request.placement);
  const now = util.time.nowEpochSeconds();
  // DynamoDB removes expired rows late.
  ctx.stash.storedList = items.find((row) => row.sk === listKey && (row.expiresAt ?? now + 1) > now) ?? null;
  ctx.stash.isErased = items.some((row) => row.sk === erasedSortKey);
  const history = toHistory(items, historySize);
  const isWhole = !nextToken || history.length >= historySize;
  ctx.stash.history = history;
  ctx.stash.unreadRows = isWhole ? null : nextToken;
  ctx.stash.historySince = isWhole ? '' : recordedSince(items);
  return {};
}
