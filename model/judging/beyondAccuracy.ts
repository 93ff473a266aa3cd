import type { RankingCatalogue } from '../ranking/RankingCatalogue.ts';
import type { JudgedCase } from '../preparing/holdOut.ts';

/** What lists are like whoever likes them. */
export interface BeyondAccuracy {
  /** Share of the catalogue that is in any list. */
  readonly coverage: number;
  /** Mean over lists of the mean distance of two of their items: one less the shared part of their attributes. */
  readonly diversity: number;
  /** Mean over listed items of how surprising they are, in bits: -log2 of the share of users who knew them. */
  readonly novelty: number;
}

/**
 * Measures lists on one catalogue for all models, so that a larger one is no merit. How known an item is comes from the
 * histories of the cases, where one more user than there are knew everything (Laplace).
 */
export class ListMeter {
  readonly #indexOf: ReadonlyMap<string, number>;
  readonly #catalogue: RankingCatalogue;
  readonly #knownBy = new Map<string, number>();
  readonly #users: number;

  constructor(itemIds: readonly string[], catalogue: RankingCatalogue, cases: readonly JudgedCase[]) {
    this.#indexOf = new Map(itemIds.map((itemId, index) => [itemId, index]));
    this.#catalogue = catalogue;
    this.#users = cases.length;
    for (const { history } of cases) {
      for (const itemId of new Set(history.map((event) => event.itemId))) {
        this.#knownBy.set(itemId, (this.#knownBy.get(itemId) ?? 0) + 1);
      }
    }
  }

  measure(lists: readonly (readonly string[])[]): BeyondAccuracy {
    const listed = new Set(lists.flat());
    const items = lists.reduce((sum, list) => sum + list.length, 0);
    const surprise = lists.reduce(
      (sum, list) => sum + list.reduce((own, itemId) => own + this.#surprise(itemId), 0),
      0,
    );
    const withPairs = lists.filter((list) => list.length > 1);
    return {
      coverage: listed.size / Math.max(1, this.#indexOf.size),
      diversity: withPairs.reduce((sum, list) => sum + this.#distance(list), 0) / Math.max(1, withPairs.length),
      novelty: surprise / Math.max(1, items),
    };
  }

  #surprise(itemId: string): number {
    return -Math.log2(((this.#knownBy.get(itemId) ?? 0) + 1) / (this.#users + 1));
  }

  #distance(list: readonly string[]): number {
    const known = list.map((itemId) => this.#indexOf.get(itemId)).filter((item) => item !== undefined);
    let [sum, pairs] = [0, 0];
    known.forEach((item, place) => {
      for (const other of known.slice(place + 1)) {
        sum += 1 - this.#catalogue.attributeSimilarity(item, other);
        pairs += 1;
      }
    });
    return pairs === 0 ? 0 : sum / pairs;
  }
}
