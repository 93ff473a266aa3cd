import type { ScoredItem } from '../../model/contract/index.ts';
import type { Catalogue } from './Catalogue.ts';
import { selectEligible } from './Eligibility.ts';
import type { Eligibility } from './Eligibility.ts';

/**
 * The list with its pinned items first, in their order, as far as they are eligible. The model places those that it
 * knows; here come those that it does not, and all of them where the list is not the model's.
 */
export async function placePinned(
  items: ScoredItem[],
  pinnedItemIds: string[],
  limit: number,
  eligibility: Eligibility,
  catalogue: Catalogue,
): Promise<ScoredItem[]> {
  if (pinnedItemIds.length === 0) return items;
  const listed = new Map(items.map((item) => [item.itemId, item]));
  const missing = pinnedItemIds.filter((itemId) => !listed.has(itemId)).map((itemId) => ({ itemId }));
  const added = new Set(
    (await selectEligible(missing, missing.length, eligibility, catalogue)).map(({ itemId }) => itemId),
  );
  const highest = items.reduce((most, { score }) => Math.max(most, score), 0);
  const first = pinnedItemIds.flatMap((itemId) => {
    const item = listed.get(itemId);
    if (item) return [withPinned(item)];
    // What nobody scored is as good as the best, so that the order of the list stays that of its scores.
    return added.has(itemId) ? [withPinned({ itemId, score: highest, reasons: [] })] : [];
  });
  const pinned = new Set(first.map(({ itemId }) => itemId));
  return [...first, ...items.filter(({ itemId }) => !pinned.has(itemId))].slice(0, limit);
}

/** The item with the rule among its reasons, whose shares go on adding up to its score. */
function withPinned(item: ScoredItem): ScoredItem {
  if (item.reasons.some(({ code }) => code === 'PINNED')) return item;
  const explained = item.reasons.reduce((sum, { share }) => sum + share, 0);
  const share = item.reasons.length === 0 ? item.score : item.score - explained;
  return { ...item, reasons: [...item.reasons, { code: 'PINNED', evidence: { itemIds: [], attributes: [] }, share }] };
}
