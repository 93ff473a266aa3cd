import { matchesFilter } from '../../model/contract/index.ts';
import type { CatalogueItem, ItemFilter } from '../../model/contract/index.ts';

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
