import type { Item, PutItemInput } from '../../schema/generated/types.ts';
import { itemProblem, itemTexts, type ItemRow } from '../../schema/contract/item.ts';
import { lengthProblem } from './lengthProblem.ts';

/** Why an item is refused, as the message of `InvalidInput`, or null. */
export function putItemProblem(input: PutItemInput, argument: string): string | null {
  return itemProblem(input, `${argument}.`) ?? lengthProblem(itemTexts(input, `${argument}.`));
}

/** A stored item as the schema shows it. AppSync writes AWSJSON from objects, so the JSON text is parsed. */
export function toItem(stored: ItemRow): Item {
  return {
    ...stored,
    categories: stored.categories ?? [],
    tags: stored.tags ?? [],
    hidden: stored.hidden ?? false,
    attributes: stored.attributes ? JSON.parse(stored.attributes) : null,
  } as Item;
}

/** Whether an item may be in a list at an instant (compared as text: both are UTC with milliseconds). */
export function isAvailable(stored: ItemRow, instant: string): boolean {
  return (
    !stored.hidden &&
    (!stored.availableFrom || stored.availableFrom <= instant) &&
    (!stored.availableUntil || stored.availableUntil > instant)
  );
}
