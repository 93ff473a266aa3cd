import type { Context } from '@aws-appsync/utils';
import type { MutationPutItemsArgs } from '../schema/generated/types.ts';
import { describeInvalidInput, invalidInput, quote } from './lib/invalidInput.ts';
import { presentInstant } from './lib/instant.ts';
import { itemProblem, toItem, toStoredItem } from './lib/item.ts';
import type { PutEntry, PutStash } from './lib/putOutcome.ts';

/** Checks every entry; `readItems` then looks up when they were created and `writeItems` writes them. */
export function request(ctx: Context<MutationPutItemsArgs, PutStash>) {
  const { items } = ctx.args.input;
  if (items.length < 1 || items.length > 25) invalidInput('input.items', `${items.length} items`, '1 to 25');
  const now = presentInstant();
  const seen: Record<string, boolean> = {};
  ctx.stash.entries = items.map((item, index): PutEntry => {
    const argument = `input.items[${index}]`;
    const isRepeated = Object.hasOwn(seen, `#${item.itemId}`);
    seen[`#${item.itemId}`] = true;
    const message = isRepeated
      ? describeInvalidInput(`${argument}.itemId`, `${quote(item.itemId)} a second time`, 'different ids')
      : itemProblem(item, argument);
    return message
      ? { itemId: item.itemId, refusal: { errorType: 'InvalidInput', message }, stored: null }
      : { itemId: item.itemId, refusal: null, stored: toStoredItem(item, now, now) };
  });
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
