import type { InteractionRecord } from '../records/InteractionRecord.ts';
import { generateBehaviour } from './generateBehaviour.ts';
import { generateCatalogue, type DemoItem } from './generateCatalogue.ts';
import { generatePeople, type DemoPerson } from './generatePeople.ts';
import { Random } from './Random.ts';

export interface Demo {
  items: DemoItem[];
  people: DemoPerson[];
  /** In the order of time. */
  interactions: InteractionRecord[];
}

const daysOpen = 240;

/**
 * Generates the demo data: an invented shop, invented people and what they would have done there. None of it happened.
 * The same seed and end give the same data; a later end moves everything along with it, up to times of the day and
 * seasons.
 *
 * @param end the time up to which people are in the shop, in milliseconds since the Unix epoch
 * @param mostPeople takes the first so many of them, who do what they do among all
 */
export function generateDemo(seed: number, end: number, mostPeople = Infinity): Demo {
  const random = new Random(seed);
  const start = end - daysOpen * 24 * 60 * 60 * 1000;
  const items = generateCatalogue(random, end);
  const people = generatePeople(random, start, end).slice(0, mostPeople);
  return { items, people, interactions: generateBehaviour(random, items, people, start, end) };
}
