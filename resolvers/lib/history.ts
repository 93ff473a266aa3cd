import { util } from '@aws-appsync/utils';
import {
  erasedSortKey,
  interactionPrefix,
  latePrefix,
  storedListSortKey,
  userPartitionKey,
} from '../../schema/contract/keys.ts';
import { toInstant } from '../../schema/contract/instant.ts';
import { lateMilliseconds } from '../../schema/contract/limits.ts';
import { storedListFields, type StoredListRow } from '../../schema/contract/rows.ts';
import { historyFields, type HistoryEntry } from '../../schema/contract/scoring.ts';
import { projectionOf } from './projectionOf.ts';

/** A row of a user's partition: an interaction, a stored list or a mark. */
export type UserRow = { sk: string } & HistoryEntry & StoredListRow;

/** The interactions among the rows, in their order (newest first), at most `size`. */
export function toHistory(rows: UserRow[], size: number): HistoryEntry[] {
  return rows
    .filter((row) => row.sk.startsWith(interactionPrefix))
    .slice(0, size)
    .map(({ itemId, eventType, eventValue, timestamp, recordedAt }) =>
      eventValue === undefined || eventValue === null
        ? { itemId, eventType, timestamp, recordedAt }
        : { itemId, eventType, eventValue, timestamp, recordedAt },
    );
}

/**
 * A Query that runs backwards from the stored list of a placement to the oldest interaction (schema/contract/keys.ts), or
 * goes on where another one ended.
 */
export function userRowsQuery(userId: string, placement: string, limit: number, nextToken: string | null) {
  return {
    operation: 'Query',
    query: {
      expression: '#pk = :pk AND #sk BETWEEN :oldest AND :list',
      expressionNames: { '#pk': 'pk', '#sk': 'sk' },
      expressionValues: util.dynamodb.toMapValues({
        ':pk': userPartitionKey(userId),
        ':oldest': erasedSortKey,
        ':list': storedListSortKey(placement),
      }),
    },
    projection: projectionOf(['sk', ...historyFields, ...storedListFields]),
    scanIndexForward: false,
    limit,
    consistentRead: true,
    ...(nextToken ? { nextToken } : {}),
  };
}

/**
 * The instant since which all that was recorded is among the rows, which are the newest of more: what is behind them
 * happened no later than the oldest of them, and was recorded soon after, unless a mark says otherwise. Behind any
 * instant when no interaction is among the rows.
 */
export function recordedSince(rows: UserRow[]): string {
  const mark = rows.find(({ sk }) => sk.startsWith(latePrefix));
  const [oldest] = rows.filter(({ sk }) => sk.startsWith(interactionPrefix)).slice(-1);
  if (!oldest) return '~';
  const happened = util.time.parseISO8601ToEpochMilliSeconds(oldest.timestamp);
  const since = toInstant(happened + lateMilliseconds);
  const marked = mark ? mark.sk.slice(latePrefix.length) : '';
  return marked > since ? marked : since;
}
