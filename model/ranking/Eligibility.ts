import { matchesFilter } from '../contract/index.ts';
import type { InvocationRequest, ItemFilter } from '../contract/index.ts';
import type { RankingCatalogue } from './RankingCatalogue.ts';

/** The hard rules of one request: what may not be shown whatever its score. */
export class Eligibility {
  readonly #catalogue: RankingCatalogue;
  readonly #now: number;
  readonly #filter: ItemFilter | undefined;
  readonly #excluded = new Set<number>();
  /** Of items that the model does not know. */
  readonly #excludedIds = new Set<string>();
  /** When given, nothing else is eligible. */
  readonly candidates: ReadonlySet<number> | undefined;

  constructor(
    catalogue: RankingCatalogue,
    request: InvocationRequest,
    indexOfItem: (itemId: string) => number | undefined,
    candidates?: ReadonlySet<number>,
  ) {
    this.#catalogue = catalogue;
    this.#now = request.now;
    this.#filter = request.filter;
    this.candidates = candidates;
    const exclude = (itemId: string): void => {
      const item = indexOfItem(itemId);
      if (item === undefined) this.#excludedIds.add(itemId);
      else this.#excluded.add(item);
    };
    request.excludeItemIds?.forEach(exclude);
    if (request.excludeSeen ?? ['RECOMMEND', 'EXPLAIN'].includes(request.kind)) {
      // Being shown an item is not having seen it: lists would empty themselves otherwise.
      for (const event of request.history ?? []) if (event.eventType !== 'IMPRESSION') exclude(event.itemId);
    }
    if (request.kind === 'SIMILAR' && request.itemId !== undefined) exclude(request.itemId);
  }

  /** Of an item that the model does not know, and of which nothing is known but its id. */
  allowsUnknown(itemId: string): boolean {
    return !this.#excludedIds.has(itemId) && matchesFilter(this.#filter ?? {}, { itemId });
  }

  allows(item: number): boolean {
    return (
      !this.#excluded.has(item) &&
      (this.candidates === undefined || this.candidates.has(item)) &&
      this.#catalogue.isAvailable(item, this.#now) &&
      (this.#filter === undefined || matchesFilter(this.#filter, this.#catalogue.item(item)))
    );
  }
}
