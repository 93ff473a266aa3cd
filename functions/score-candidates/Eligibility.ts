import { matchesFilter } from '../../model/contract/index.ts';
import type { CatalogueItem, ItemFilter } from '../../model/contract/index.ts';
import type { Catalogue } from './Catalogue.ts';

export interface EligibilityRules {
  /** Never in the list: what the caller excluded, what the user has seen, the item asked about. */
  excluded: ReadonlySet<string>;
  filter?: ItemFilter;
  /** Milliseconds since 1970. */
  now: number;
}

/** Which items may be in one list, by what the live catalogue says. */
export class Eligibility {
  readonly #rules: EligibilityRules;

  constructor(rules: EligibilityRules) {
    this.#rules = rules;
  }

  isExcluded(itemId: string): boolean {
    return this.#rules.excluded.has(itemId);
  }

  /** Whether the item exists, is shown, is available now, passes the filter and is not excluded. */
  allows(item: CatalogueItem | undefined): item is CatalogueItem {
    if (!item || item.hidden || this.isExcluded(item.itemId)) return false;
    const { filter, now } = this.#rules;
    if (item.availableFrom && Date.parse(item.availableFrom) > now) return false;
    if (item.availableUntil && Date.parse(item.availableUntil) <= now) return false;
    return !filter || matchesFilter(filter, item);
  }
}

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
