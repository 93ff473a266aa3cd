import { generateDemo } from '../../data/demo/generateDemo.ts';
import type { DemoItem } from '../../data/demo/generateCatalogue.ts';
import type { InteractionRecord } from '../../data/records/InteractionRecord.ts';
import { expectedReward } from '../../simulation/chances.ts';
import type { SimulatedEvent } from '../../simulation/react.ts';
import { simulateVisit } from '../../simulation/visits.ts';
import { createWorld, type SimulatedPerson, type World } from '../../simulation/World.ts';

const day = 86_400_000;
const historyDays = 20;
const historyPeople = 150;
/** By how many people an item's likes are told. */
const asked = 200;
/** Tastes do not change, so that only the reactions depend on the instant: the same in each run. */
const opening = Date.UTC(2026, 0, 1);

/** The demo shop with a little history, and new people whose chances are known. */
export class KnownShop {
  readonly world: World;
  readonly items: readonly DemoItem[];
  readonly history: readonly InteractionRecord[];
  /** Ids of all items, those that most people like first. */
  readonly byLiking: readonly string[];

  /** @param now milliseconds since 1970, where the history ends */
  constructor(seed: number, now: number, people: number) {
    const demo = generateDemo(seed, now);
    const today = new Date(now).toISOString();
    // What is hidden or not on sale all the time is in no list, and nothing can be done with it.
    this.items = demo.items.filter(
      ({ record: { hidden, availableFrom, availableUntil } }) =>
        !hidden && (availableFrom ?? '') <= today && availableUntil === undefined,
    );
    const known = new Set(demo.people.slice(0, historyPeople).map(({ userId }) => userId));
    const onSale = new Set(this.items.map(({ record }) => record.itemId));
    const from = new Date(now - historyDays * day).toISOString();
    this.history = demo.interactions.filter(
      ({ userId, itemId, timestamp }) => known.has(userId) && onSale.has(itemId) && timestamp >= from,
    );
    this.world = createWorld({ seed, start: now, people, items: this.items });
    const judges = this.world.people.slice(0, asked);
    const liking = new Map(
      this.items.map(({ record }) => {
        const itemId = record.itemId as string;
        return [itemId, judges.reduce((sum, person) => sum + this.chanceOfClick(person, [itemId]), 0)];
      }),
    );
    this.byLiking = [...liking].sort(([, one], [, other]) => other - one).map(([itemId]) => itemId);
  }

  /** The truth: the chance that a person clicks anything of a list. */
  chanceOfClick(person: SimulatedPerson, list: readonly string[]): number {
    return expectedReward(this.world, person, list, opening).anyClick;
  }

  /** @param visit different numbers are different visits of the person */
  react(person: SimulatedPerson, list: readonly string[], visit: number): SimulatedEvent[] {
    return simulateVisit(this.world, { person, time: opening + visit }, list);
  }
}
