import { Random } from '../data/demo/Random.ts';
import { react, type SimulatedEvent } from './react.ts';
import type { SimulatedPerson, World } from './World.ts';

const day = 24 * 60 * 60 * 1000;
const hour = 60 * 60 * 1000;

export interface Visit {
  readonly person: SimulatedPerson;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
}

/** A shop that is open: whatever makes lists and learns from what people do, behind any API. */
export interface Driver {
  /** The list for a person who comes in, as item ids. */
  show(visit: Visit): readonly string[] | Promise<readonly string[]>;
  /** What the person did with it. */
  record(events: readonly SimulatedEvent[], visit: Visit): void | Promise<void>;
}

/** Who comes when, in order, from `from` to before `to`. Days of UTC are drawn one by one, so spans may be cut anywhere. */
export function visitsBetween(world: World, from: number, to: number): Visit[] {
  const visits: Visit[] = [];
  for (let midnight = from - (from % day); midnight < to; midnight += day) {
    for (const [index, person] of world.people.entries()) {
      const random = new Random(world.seed + (midnight / day) * 100_003 + index * 4_294_967_311);
      // A Poisson number of visits (Knuth's method).
      for (let product = random.next(); product > Math.exp(-person.visitsPerDay); product *= random.next()) {
        const time = midnight + ((person.favouriteHour * hour + 2.5 * hour * random.normal() + day) % day);
        if (time >= from && time < to) visits.push({ person, time: Math.round(time) });
      }
    }
  }
  return visits.sort((a, b) => a.time - b.time);
}

/** What a person does with a list at a visit; the same visit and list give the same events. */
export function simulateVisit(world: World, { person, time }: Visit, list: readonly string[]): SimulatedEvent[] {
  const userNumber = Number(person.userId.slice(person.userId.lastIndexOf('-') + 1));
  return react(world, person, list, time, new Random(world.seed + userNumber * 4_294_967_291 + (time % 2 ** 31)));
}

/** Lets people come and go, one after another in the order of time. */
export async function simulate(world: World, from: number, to: number, driver: Driver): Promise<void> {
  for (const visit of visitsBetween(world, from, to)) {
    await driver.record(simulateVisit(world, visit, await driver.show(visit)), visit);
  }
}
