import { runtime, util, type Context } from '@aws-appsync/utils';
import type { InteractionRow } from '../../schema/contract/interaction.ts';
import { raiseFailure } from '../lib/failure.ts';
import { againstRecorded, isToWrite, eventText, type RecordEntry, type RecordStash } from '../lib/recordEntries.ts';

interface TransactionResult {
  /** `item` is what the failed condition met; of an entry without fault `type` is None, or null in some SDKs. */
  cancellationReasons?: { type: string | null; item?: InteractionRow | null }[] | null;
}

/** Reasons that concern the moment and not the entry: the same entry may be taken a little later. */
const passingReasons = ['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

/**
 * Writes what is new, all of it or nothing, and only where nothing is: an acknowledged interaction is never overwritten.
 * `readInteractions` has left no key twice, which a transaction refuses.
 */
export function request(ctx: Context<unknown, RecordStash>) {
  const toWrite = ctx.stash.entries.filter((entry) => isToWrite(entry));
  if (toWrite.length === 0) runtime.earlyReturn({});
  return {
    operation: 'TransactWriteItems',
    transactItems: toWrite.map(({ stored }) => {
      const { pk, sk, ...attributes } = stored as InteractionRow;
      return {
        table: ctx.env.USER_DATA_TABLE,
        operation: 'PutItem',
        key: util.dynamodb.toMapValues({ pk, sk }),
        attributeValues: util.dynamodb.toMapValues(attributes),
        condition: { expression: 'attribute_not_exists(sk)', returnValuesOnConditionCheckFailure: true },
      };
    }),
  };
}

/**
 * When the transaction is cancelled, nothing was written: entries that met a row are told so, and the others stay
 * PENDING for the next attempt.
 */
export function response(ctx: Context<unknown, RecordStash, undefined, undefined, TransactionResult | null>) {
  if (!ctx.error) {
    ctx.stash.entries = ctx.stash.entries.map((entry, _index, entries): RecordEntry => {
      if (entry.outcome !== 'PENDING') return entry;
      return entry.follows < 0
        ? { ...entry, outcome: 'RECORDED' }
        : againstRecorded(entry, entries[entry.follows].stored as InteractionRow);
    });
    return {};
  }
  const { error } = ctx;
  const reasons = ctx.result?.cancellationReasons ?? [];
  const met: Record<string, InteractionRow> = {};
  reasons.forEach(({ type, item }) => {
    if (type === 'ConditionalCheckFailed' && item) met[eventText(item)] = item;
    else if (!passingReasons.includes(type ?? 'None')) raiseFailure(error);
  });
  if (reasons.length === 0) raiseFailure(error);
  ctx.stash.entries = ctx.stash.entries.map((entry) => {
    const before = entry.stored && entry.outcome === 'PENDING' ? met[eventText(entry.stored)] : null;
    return before ? againstRecorded(entry, before) : entry;
  });
  return {};
}
