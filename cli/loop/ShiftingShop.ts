import { generateDemo } from '../../data/demo/generateDemo.ts';
import type { DemoItem } from '../../data/demo/generateCatalogue.ts';
import type { DemoPerson } from '../../data/demo/generatePeople.ts';
import { Random } from '../../data/demo/Random.ts';
import { Shelf } from '../../data/demo/Shelf.ts';
import { walkSession } from '../../data/demo/walkSession.ts';
import type { InteractionRecord } from '../../data/records/InteractionRecord.ts';

const day = 24 * 60 * 60 * 1000;
const people = 300;
/** Long enough to learn from, and short enough that one day of a new taste is more than what is held out to judge by. */
const historyDays = 20;
/** How far along the list of themes everybody's taste moves. */
const shift = 5;
/** One item in so many arrives on the last day, and draws so many times the attention. */
const arrivalEvery = 6;
const arrivalAttention = 8;

/** A visit that somebody makes by their own taste. */
export interface Visit {
  userId: string;
  interactions: InteractionRecord[];
  /** Ids of the items that they looked at. */
  chosen: string[];
}

/** The demo shop, in which on the last day new items arrive and everybody's taste moves to other themes. */
export class ShiftingShop {
  /** Those that were there from the beginning, and those that arrive on the last day. */
  readonly items: DemoItem[];
  readonly arrivals: DemoItem[];
  readonly #people: DemoPerson[];
  readonly history: InteractionRecord[];
  readonly #random: Random;
  readonly #shelves: Record<'OLD' | 'NEW', Shelf>;
  #visits = 0;

  /** @param now milliseconds since 1970; the history ends a day before */
  constructor(seed: number, now: number) {
    const end = now - day;
    const demo = generateDemo(seed, end);
    const arrives = demo.items.map((_, index) => index % arrivalEvery === 0);
    this.items = demo.items.filter((_, index) => !arrives[index]);
    this.arrivals = demo.items.filter((_, index) => arrives[index]);
    this.#people = demo.people.slice(0, people);
    this.#random = new Random(seed + 1);
    const shelf = (factor: number): Shelf =>
      new Shelf(
        new Random(seed),
        demo.items.map((item, at) => ({ ...item, popularity: item.popularity * (arrives[at] ? factor : 1) })),
        end,
      );
    this.#shelves = { OLD: shelf(0), NEW: shelf(arrivalAttention) };
    const known = new Set(this.#people.map(({ userId }) => userId));
    const late = new Set(this.arrivals.map(({ record }) => record.itemId));
    const from = new Date(end - historyDays * day).toISOString();
    this.history = demo.interactions.filter(
      ({ userId, itemId, timestamp }) => known.has(userId) && !late.has(itemId) && timestamp >= from,
    );
  }

  /** Visits of different people at times of the last day, in the order of time. */
  visits(count: number, now: number, taste: 'OLD' | 'NEW'): Visit[] {
    const times = Array.from({ length: count }, () => now - 120_000 - this.#random.next() * (day - 600_000)).sort();
    return this.#random.sample(this.#people, count).map((person, index) => {
      const interactions: InteractionRecord[] = [];
      walkSession({
        random: this.#random,
        shelf: this.#shelves[taste],
        person: taste === 'OLD' ? person : withNewTaste(person),
        bought: new Set(),
        beginsAt: times[index],
        sessionId: `loop-${(this.#visits += 1)}`,
        end: now - 60_000,
        interactions,
      });
      const chosen = interactions.filter(({ eventType }) => eventType === 'VIEW').map(({ itemId }) => itemId);
      return { userId: person.userId, interactions, chosen };
    });
  }
}

function withNewTaste(person: DemoPerson): DemoPerson {
  const { themes } = person;
  return { ...person, laterThemes: undefined, themes: themes.map((_, at) => themes[(at + shift) % themes.length]) };
}
