import { runtime, util, type Context } from '@aws-appsync/utils';
import { quote } from '../../schema/contract/checks.ts';
import type { ErasedRow } from '../../schema/contract/erasure.ts';
import type { InteractionRow } from '../../schema/contract/interaction.ts';
import type { MergedMark } from '../../schema/contract/merges.ts';
import { erasedSortKey, interactionSortKey } from '../../schema/contract/keys.ts';
import { isPrivileged } from '../lib/caller.ts';
import { refusalOf } from '../lib/erasure.ts';
import { raiseFailure } from '../lib/failure.ts';
import type { Refusal } from '../lib/interaction.ts';
import { projectionOf } from '../lib/projectionOf.ts';
import { againstRecorded, eventText, type RecordEntry, type RecordStash } from '../lib/recordEntries.ts';

interface BatchResult {
  data: Record<string, ((InteractionRow & { hidden?: boolean }) | null)[]>;
  unprocessedKeys?: Record<string, { itemId: string; pk: string; sk: string }[]> | null;
}

/**
 * One BatchGetItem over both tables (at most 100 keys): are the items in the catalogue, were the user's data erased, and
 * which events were recorded before, be it as impression or not. DynamoDB refuses a batch that names a key twice. The
 * mark of an erasure need not be seen at once, since the erasure waits for what is under way: only events, whose retries
 * may follow closely, are worth a consistent read.
 */
export function request(ctx: Context<unknown, RecordStash>) {
  const items: Record<string, unknown> = {};
  const events: Record<string, unknown> = {};
  const marks: Record<string, unknown> = {};
  ctx.stash.entries.forEach(({ stored, isRepeatable }) => {
    if (!stored) return;
    const { pk, itemId, timestamp, eventId } = stored;
    items[`#${itemId}`] = util.dynamodb.toMapValues({ itemId });
    marks[pk] = util.dynamodb.toMapValues({ pk, sk: erasedSortKey });
    if (!isRepeatable) return;
    ['IMPRESSION', 'VIEW'].forEach((eventType) => {
      const sk = interactionSortKey(eventType, timestamp, eventId);
      events[JSON.stringify([pk, sk])] = util.dynamodb.toMapValues({ pk, sk });
    });
  });
  if (Object.keys(items).length === 0) runtime.earlyReturn({});
  return {
    operation: 'BatchGetItem',
    tables: {
      [ctx.env.CATALOGUE_TABLE]: { keys: Object.values(items), projection: projectionOf(['itemId', 'hidden']) },
      [ctx.env.USER_DATA_TABLE]: {
        keys: [...Object.values(marks), ...Object.values(events)],
        consistentRead: Object.keys(events).length > 0,
      },
    },
  };
}

export function response(ctx: Context<unknown, RecordStash, undefined, undefined, BatchResult>) {
  if (ctx.error) raiseFailure(ctx.error);
  const { CATALOGUE_TABLE: catalogue, USER_DATA_TABLE: userData } = ctx.env;
  const known: Record<string, boolean> = {};
  (ctx.result.data[catalogue] ?? []).forEach((item) => {
    // A hidden item is not told from a missing one.
    if (item && (!item.hidden || isPrivileged(ctx.identity))) known[`#${item.itemId}`] = true;
  });
  const recorded: Record<string, InteractionRow[]> = {};
  const erased: Record<string, Refusal> = {};
  (ctx.result.data[userData] ?? []).forEach((row) => {
    if (!row) return;
    if (row.sk === erasedSortKey) {
      erased[row.pk] = refusalOf(row as unknown as ErasedRow | MergedMark);
      return;
    }
    const key = eventText(row);
    // Of two rows, which only requests at the very same moment can make, each entry meets its own.
    recorded[key] = [...(recorded[key] ?? []), row];
  });
  const unread: Record<string, boolean> = {};
  (ctx.result.unprocessedKeys?.[catalogue] ?? []).forEach(({ itemId }) => {
    unread[`#${itemId}`] = true;
  });
  (ctx.result.unprocessedKeys?.[userData] ?? []).forEach((key) => {
    unread[key.sk === erasedSortKey ? key.pk : eventText(key)] = true;
  });
  const first: Record<string, number> = {};
  ctx.stash.entries = ctx.stash.entries.map((entry, index): RecordEntry => {
    if (!entry.stored) return entry;
    const key = eventText(entry.stored);
    const { pk } = entry.stored;
    if (erased[pk]) return { ...entry, outcome: 'REJECTED', refusal: erased[pk] };
    if (unread[`#${entry.stored.itemId}`] || unread[key] || unread[pk]) return { ...entry, outcome: 'RETRY' };
    if (!known[`#${entry.stored.itemId}`]) {
      return {
        ...entry,
        outcome: 'REJECTED',
        refusal: {
          errorType: 'ItemNotFound',
          message: `The catalogue has no item ${quote(entry.stored.itemId)}. Write it with putItem first.`,
        },
      };
    }
    if (recorded[key]) {
      const { sk } = entry.stored;
      return againstRecorded(entry, recorded[key].find((row) => row.sk === sk) ?? recorded[key][0]);
    }
    if (Object.hasOwn(first, key)) return { ...entry, follows: first[key] };
    first[key] = index;
    return entry;
  });
  return {};
}
