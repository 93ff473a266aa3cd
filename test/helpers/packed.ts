import { packRankedItems } from '../../schema/contract/rankedItems.ts';
import type { RankedItem } from '../../schema/contract/rows.ts';

/** A list as `score-candidates` answers it. */
export function packed<List extends object>(list: List & { items: unknown[] }): List & { items: string } {
  return { ...list, items: packRankedItems(list.items as RankedItem[]), listSize: list.items.length };
}
