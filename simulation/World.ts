import { generateCatalogue, type DemoItem } from '../data/demo/generateCatalogue.ts';
import { media, moods } from '../data/demo/names.ts';
import { Random } from '../data/demo/Random.ts';
import { themes } from '../data/demo/themes.ts';

/** A simulated person: tastes that a recommender has to find out. Each list of tastes adds up to 1. */
export interface SimulatedPerson {
  readonly userId: string;
  readonly themes: readonly number[];
  /** What the tastes change to at `World.shiftsAt`, for those whose tastes change. */
  readonly laterThemes?: readonly number[];
  readonly media: readonly number[];
  readonly moods: readonly number[];
  /** How much a high price keeps them from buying, 0 to 1. */
  readonly thrift: number;
  /** Visits a day, on average. */
  readonly visitsPerDay: number;
  /** The hour of UTC around which they come. */
  readonly favouriteHour: number;
}

/** A simulated shop: all of the truth, none of what a recommender may know. */
export interface World {
  readonly seed: number;
  readonly items: readonly DemoItem[];
  readonly itemIndex: ReadonlyMap<string, number>;
  readonly people: readonly SimulatedPerson[];
  /** When tastes shift, in milliseconds since the Unix epoch; Infinity if never. */
  readonly shiftsAt: number;
}

export interface WorldOptions {
  readonly seed: number;
  /** The catalogue is what is on sale then, in milliseconds since the Unix epoch. */
  readonly start: number;
  readonly people: number;
  /** Some of the people like other things from a time on. */
  readonly shift?: { readonly at: number; readonly share: number };
  /** Items to take instead of a generated catalogue, such as those of the demo data that a shop was loaded with. */
  readonly items?: readonly DemoItem[];
}

/** Makes the shop. The same options give the same one; more people leave the first ones as they are. */
export function createWorld({ seed, start, people, shift, items }: WorldOptions): World {
  const catalogue = items ?? generateCatalogue(new Random(seed), start);
  return {
    seed,
    items: catalogue,
    itemIndex: new Map(catalogue.map(({ record }, index) => [record.itemId as string, index])),
    people: Array.from({ length: people }, (_, index) => createPerson(seed, index, shift?.share ?? 0)),
    shiftsAt: shift?.at ?? Infinity,
  };
}

function createPerson(seed: number, index: number, shiftShare: number): SimulatedPerson {
  const random = new Random(seed * 1_000_003 + index + 1);
  const person: SimulatedPerson = {
    userId: `visitor-${index + 1}`,
    themes: fewFavourites(random, themes.length),
    media: fewFavourites(random, media.length),
    moods: fewFavourites(random, moods.length),
    thrift: random.next(),
    visitsPerDay: Math.exp(-1.2 + 0.8 * random.normal()),
    favouriteHour: random.pick([7, 12, 17, 20, 21, 22]),
  };
  return random.chance(shiftShare) ? { ...person, laterThemes: fewFavourites(random, themes.length) } : person;
}

/** Parts that fall off as 1, 1/4, 1/9 and so on, in a random order: one or two favourites and a long tail. */
function fewFavourites(random: Random, parts: number): number[] {
  const order = random.sample(
    Array.from({ length: parts }, (_, index) => index),
    parts,
  );
  const weights = order.map((rank) => 1 / (rank + 1) ** 2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
