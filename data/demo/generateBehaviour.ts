import type { InteractionRecord } from '../records/InteractionRecord.ts';
import type { DemoItem } from './generateCatalogue.ts';
import type { DemoPerson } from './generatePeople.ts';
import type { Random } from './Random.ts';
import { Shelf } from './Shelf.ts';
import { walkSession } from './walkSession.ts';

const hour = 60 * 60 * 1000;
/** The density of sessions rises towards the end: the shop is growing. */
const growth = 1.4;

/** What people did in the shop, in the order of time. */
export function generateBehaviour(
  random: Random,
  items: DemoItem[],
  people: DemoPerson[],
  start: number,
  end: number,
): InteractionRecord[] {
  const shelf = new Shelf(random, items, end);
  const interactions: InteractionRecord[] = [];
  for (const person of people) {
    const bought = new Set<number>();
    for (const [index, beginsAt] of sessionTimes(random, person, start, end).entries()) {
      const sessionId = `${person.userId}-visit-${index + 1}`;
      walkSession({ random, shelf, person, bought, beginsAt, sessionId, end, interactions });
    }
  }
  return interactions.sort((a, b) => (a.timestamp < b.timestamp ? -1 : a.timestamp > b.timestamp ? 1 : 0));
}

/** In order; most at the hours that the person likes, in their own time zone. */
function sessionTimes(random: Random, person: DemoPerson, start: number, end: number): number[] {
  const from = Math.max(start, person.joinedAt);
  const times: number[] = [];
  while (times.length < person.sessions) {
    const time = end - (end - from) * random.next() ** growth;
    const localHour = (time / hour + person.clockOffset) % 24;
    const distance = Math.min(
      Math.abs(localHour - person.favouriteHour),
      24 - Math.abs(localHour - person.favouriteHour),
    );
    if (random.chance(0.15 + 0.85 * Math.exp(-((distance / 3) ** 2)))) times.push(time);
  }
  return times.sort((a, b) => a - b);
}
