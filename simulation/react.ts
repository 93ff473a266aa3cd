import type { Random } from '../data/demo/Random.ts';
import { chancesOf } from './chances.ts';
import type { SimulatedPerson, World } from './World.ts';

/** What the shop sees of a person. The fields are those that the API records. */
export interface SimulatedEvent {
  readonly userId: string;
  readonly itemId: string;
  readonly eventType: 'IMPRESSION' | 'CLICK' | 'VIEW' | 'LIKE' | 'DISLIKE' | 'ADD_TO_CART' | 'PURCHASE';
  /** Milliseconds since the Unix epoch. */
  readonly timestamp: number;
  /** The price paid, of a purchase. */
  readonly eventValue?: number;
  /** In the list, from 1. */
  readonly position?: number;
}

/**
 * What a person does with the list that they are shown, in the order of time. Everything shown is an impression, whether
 * or not it was examined, because a shop cannot tell. Ids that are not in the shop are passed over.
 */
export function react(
  world: World,
  person: SimulatedPerson,
  list: readonly string[],
  time: number,
  random: Random,
): SimulatedEvent[] {
  const events: SimulatedEvent[] = [];
  const known = list.flatMap((itemId, place) => {
    const itemIndex = world.itemIndex.get(itemId);
    return itemIndex === undefined ? [] : [{ itemId, itemIndex, position: place + 1 }];
  });
  let now = time;
  const record = (itemId: string, position: number, event: Pick<SimulatedEvent, 'eventType' | 'eventValue'>): void => {
    events.push({ userId: person.userId, itemId, position, timestamp: now, ...event });
  };
  for (const { itemId, position } of known) record(itemId, position, { eventType: 'IMPRESSION' });
  for (const { itemId, itemIndex, position } of known) {
    const chances = chancesOf(world, person, itemIndex, position, time);
    if (!random.chance(chances.examine)) continue;
    now += pause(random, 2);
    if (!random.chance(chances.click)) {
      if (random.chance(chances.dislike)) record(itemId, position, { eventType: 'DISLIKE' });
      continue;
    }
    record(itemId, position, { eventType: 'CLICK' });
    now += pause(random, 20);
    if (!random.chance(chances.addToCart)) continue;
    record(itemId, position, { eventType: 'ADD_TO_CART' });
    now += pause(random, 60);
    if (!random.chance(chances.purchase)) continue;
    record(itemId, position, { eventType: 'PURCHASE', eventValue: Number(world.items[itemIndex].record.price ?? 0) });
  }
  return events;
}

/** People take about so many seconds, some much longer. @returns milliseconds */
const pause = (random: Random, seconds: number): number => Math.round(1000 * seconds * Math.exp(0.7 * random.normal()));
