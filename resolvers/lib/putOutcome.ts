import type { ItemRow } from '../../schema/contract/item.ts';

/** One entry of `putItems` on its way: refused, or to be written. */
export interface PutEntry {
  itemId: string;
  refusal: { errorType: string; message: string } | null;
  stored: ItemRow | null;
}

export interface PutStash {
  entries: PutEntry[];
}

/** What a throttled entry says. */
export const throttledEntry = {
  errorType: 'Throttled',
  message: 'DynamoDB did not take the entry this time. Send it again after a moment.',
};
