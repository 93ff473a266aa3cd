import type { SimulatedPerson } from '../../simulation/World.ts';
import type { SeenList, Visit } from './Crowd.ts';
import type { KnownShop } from './KnownShop.ts';

/** What a variant would bring if everybody had it, exactly, for the people who came. */
export class Truth {
  readonly #shop: KnownShop;
  readonly #seen: { person: SimulatedPerson; list: SeenList }[];
  readonly #usual: ReadonlyMap<string, readonly string[]>;

  /** @param visits of people and others; only people have a truth */
  constructor(shop: KnownShop, visits: readonly Visit[], placement: string) {
    this.#shop = shop;
    const people = new Map(shop.world.people.map((person) => [person.userId, person]));
    this.#seen = visits.flatMap(({ userId, lists }) => {
      const person = people.get(userId);
      const seen = lists.find(({ list }) => list.placement === placement);
      return person && seen ? [{ person, list: seen.list }] : [];
    });
    this.#usual = usualLists(this.#seen.map(({ list }) => list));
  }

  /** The share of people who click if all see the variant's list: nobody has a history, so all see the same one. */
  clickers(variant: string): number {
    return this.#mean(({ person, list }) => this.#chance(person, list, variant));
  }

  /** The share of people who click if everybody sees what the split gives. @param split of each user */
  clickersBySplit(split: (userId: string) => ReadonlyMap<string, number>): number {
    return this.#mean(({ person, list }) =>
      [...split(person.userId)].reduce((sum, [variant, share]) => sum + share * this.#chance(person, list, variant), 0),
    );
  }

  #chance(person: SimulatedPerson, list: SeenList, variant: string): number {
    const shown = list.variant === variant ? list.itemIds : (this.#usual.get(variant) ?? []);
    return this.#shop.chanceOfClick(person, shown);
  }

  #mean(value: (seen: { person: SimulatedPerson; list: SeenList }) => number): number {
    return this.#seen.reduce((sum, seen) => sum + value(seen), 0) / Math.max(1, this.#seen.length);
  }
}

/** The list that was shown most often, by variant. */
function usualLists(lists: readonly SeenList[]): Map<string, readonly string[]> {
  const counts = new Map<string, Map<string, number>>();
  for (const { variant, itemIds } of lists) {
    const ofVariant = counts.get(variant ?? '') ?? new Map<string, number>();
    counts.set(variant ?? '', ofVariant);
    const key = JSON.stringify(itemIds);
    ofVariant.set(key, (ofVariant.get(key) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([variant, ofVariant]) => {
      const [[usual]] = [...ofVariant].sort(([, one], [, other]) => other - one);
      return [variant, JSON.parse(usual) as string[]];
    }),
  );
}
