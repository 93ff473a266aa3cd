import type { Catalogue } from './Catalogue.ts';
import type { Eligibility } from './Eligibility.ts';

/** DynamoDB reads a hundred items in one call. */
const pageSize = 100;

/**
 * The first `limit` candidates that the live catalogue allows, in their order, without duplicates. Reads the catalogue a
 * hundred candidates at a time and stops when the list is full.
 */
export async function selectEligible<Scored extends { itemId: string }>(
  candidates: Scored[],
  limit: number,
  eligibility: Eligibility,
  catalogue: Catalogue,
): Promise<Scored[]> {
  const distinct = new Map(
    candidates.filter(({ itemId }) => !eligibility.isExcluded(itemId)).map((one) => [one.itemId, one]),
  );
  const waiting = [...distinct.values()];
  const selected: Scored[] = [];
  for (let start = 0; start < waiting.length && selected.length < limit; start += pageSize) {
    const page = waiting.slice(start, start + pageSize);
    const items = await catalogue.read(page.map(({ itemId }) => itemId));
    selected.push(...page.filter(({ itemId }) => eligibility.allows(items.get(itemId))));
  }
  return selected.slice(0, limit);
}
