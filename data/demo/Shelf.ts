import type { DemoItem } from './generateCatalogue.ts';
import type { DemoPerson } from './generatePeople.ts';
import { media } from './names.ts';
import type { Random } from './Random.ts';
import { themes } from './themes.ts';

const day = 24 * 60 * 60 * 1000;
const recentlyRisingItems = 8;

/** A time during which an item gets more attention than usual. */
interface Buzz {
  from: number;
  height: number;
  days: number;
}

/** The catalogue as people meet it: what draws attention when, and who likes what. */
export class Shelf {
  readonly items: DemoItem[];
  readonly #buzz = new Map<number, Buzz>();
  /** What a person's tastes make of every item, by the tastes. */
  readonly #appeal = new WeakMap<number[], Float64Array>();

  /** Without buzz: what an item always gets. */
  readonly #popularity: Float64Array;

  constructor(random: Random, items: DemoItem[], end: number) {
    this.items = items;
    this.#popularity = Float64Array.from(items, (item) => item.popularity * Math.exp(0.4 * item.quality));
    items.forEach((item, index) => {
      // New things are talked about.
      if (random.chance(0.5)) this.#buzz.set(index, { from: item.releasedAt, height: 1 + 3 * random.next(), days: 12 });
    });
    // Some are rediscovered just now, so that there is a trend to see.
    const rising = items.map((_, index) => index).filter((index) => items[index].releasedAt < end - 60 * day);
    for (const index of random.sample(rising, recentlyRisingItems)) {
      this.#buzz.set(index, { from: end - (0.3 + 3 * random.next()) * day, height: 12 + 10 * random.next(), days: 4 });
    }
  }

  /**
   * How much a person likes an item at a time: about 0 for what leaves them cold, about 1 for what is made for them.
   */
  affinity(person: DemoPerson, item: DemoItem, time: number): number {
    const tastes = tastesAt(person, time);
    const second = item.secondTheme === undefined ? 0 : tastes[item.secondTheme];
    return 0.9 * Math.sqrt(tastes[item.theme]) + 0.35 * Math.sqrt(second) + 0.35 * person.moods[item.mood];
  }

  /**
   * How much attention each item gets from a person at a time; 0 for what is not on sale or bought.
   *
   * @param popular the front page at that time
   */
  attention(person: DemoPerson, time: number, bought: Set<number>, popular: Float64Array): Float64Array {
    const date = new Date(time + person.clockOffset * 60 * 60 * 1000);
    const fit = media.map(({ department }, medium) => mediumFactor(department, date) * (0.15 + person.media[medium]));
    const season = themes.map(({ month }) => seasonFactor(month, date));
    const appeal = this.#appealTo(person, time);
    const weights = new Float64Array(this.items.length);
    for (const [index, item] of this.items.entries()) {
      if (popular[index] === 0 || bought.has(index)) continue;
      weights[index] = popular[index] * fit[item.medium] * season[item.theme] * appeal[index];
    }
    return weights;
  }

  /** What the front page shows most: popularity alone, for everybody the same; 0 for what is not on sale. */
  frontPage(time: number): Float64Array {
    const popular = this.#popularity.slice();
    for (const [index, item] of this.items.entries()) {
      if (item.releasedAt > time || item.record.hidden) popular[index] = 0;
    }
    for (const [index, { from, height, days }] of this.#buzz) {
      const since = (time - from) / day;
      if (since >= 0 && since < 10 * days) popular[index] *= 1 + height * Math.exp(-since / days);
    }
    return popular;
  }

  #appealTo(person: DemoPerson, time: number): Float64Array {
    const tastes = tastesAt(person, time);
    let appeal = this.#appeal.get(tastes);
    if (!appeal) {
      appeal = Float64Array.from(this.items, (item) => Math.exp(person.sharpness * this.affinity(person, item, time)));
      this.#appeal.set(tastes, appeal);
    }
    return appeal;
  }
}

const tastesAt = (person: DemoPerson, time: number): number[] =>
  time >= person.changesAt && person.laterThemes ? person.laterThemes : person.themes;

/** Films in the evening, games at the weekend, books and records by day. */
function mediumFactor(department: string, date: Date): number {
  const hour = date.getUTCHours();
  const isWeekend = date.getUTCDay() % 6 === 0;
  if (department === 'Films') return hour >= 18 || hour < 2 ? 2.2 : 0.7;
  if (department === 'Board Games') return isWeekend ? 2.4 : 0.7;
  if (department === 'Records') return hour < 12 ? 1.5 : 1;
  return hour < 18 ? 1.3 : 0.8;
}

/** Up to three times as much around a theme's month, and as usual half a year away. */
function seasonFactor(month: number | undefined, date: Date): number {
  if (month === undefined) return 1;
  const position = date.getUTCMonth() + date.getUTCDate() / 31;
  const distance = Math.min(Math.abs(position - month - 0.5), 12 - Math.abs(position - month - 0.5));
  return 1 + 2 * Math.exp(-((distance / 1.2) ** 2));
}
