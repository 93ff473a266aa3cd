import type { Context } from '@aws-appsync/utils';
import type { MutationPutItemsArgs } from '../schema/generated/types.ts';
import { describeProblem, quote } from '../schema/contract/checks.ts';
import { itemRow } from '../schema/contract/item.ts';
import { maximumBatchEntries } from '../schema/contract/limits.ts';
import type { AuditStash } from './lib/audit.ts';
import { requireEntries } from './lib/checks.ts';
import { putItemProblem, toItem } from './lib/item.ts';
import { presentInstant } from './lib/presentInstant.ts';
import type { PutEntry, PutStash } from './lib/putOutcome.ts';

/** Checks every entry; `readItems` then looks up when they were created and `writeItems` writes them. */
export function request(ctx: Context<MutationPutItemsArgs, PutStash & AuditStash>) {
  const { items } = ctx.args.input;
  requireEntries('input.items', items.length, maximumBatchEntries, 'items');
  const now = presentInstant();
  const seen: Record<string, boolean> = {};
  ctx.stash.entries = items.map((item, index): PutEntry => {
    const argument = `input.items[${index}]`;
    const isRepeated = Object.hasOwn(seen, `#${item.itemId}`);
    seen[`#${item.itemId}`] = true;
    const message = isRepeated
      ? describeProblem(`${argument}.itemId`, `${quote(item.itemId)} a second time`, 'different ids')
      : putItemProblem(item, argument);
    return message
      ? { itemId: item.itemId, refusal: { errorType: 'InvalidInput', message }, stored: null }
      : { itemId: item.itemId, refusal: null, stored: itemRow(item, now, now) };
  });
  const subjects = ctx.stash.entries.filter(({ refusal }) => !refusal).map(({ itemId }) => itemId);
  ctx.stash.audit = subjects.length > 0 ? { action: 'PUT_ITEMS', subjects } : null;
  return {};
}

export function response(ctx: Context<MutationPutItemsArgs, PutStash>) {
  return {
    results: ctx.stash.entries.map(({ itemId, refusal, stored }) => ({
      itemId,
      item: stored && !refusal ? toItem(stored) : null,
      errorType: refusal?.errorType ?? null,
      message: refusal?.message ?? null,
    })),
  };
}
