import type { Random } from '../data/demo/Random.ts';
import type { SimulatedEvent } from './react.ts';
import type { World } from './World.ts';

export interface AttackOptions {
  readonly random: Random;
  /** When it begins, in milliseconds since the Unix epoch. */
  readonly start: number;
  readonly events: number;
}

/** One user who views item after item, far faster than people do. */
export function rateBot(world: World, { random, start, events }: AttackOptions): SimulatedEvent[] {
  let time = start;
  return Array.from({ length: events }, (): SimulatedEvent => {
    time += 300 + Math.round(400 * random.next());
    return event('rate-bot', random.pick(world.items).record.itemId as string, 'VIEW', time);
  });
}

/** One user who goes through the same few items over and over, at a person's pace but as regularly as a clock. */
export function patternBot(world: World, { random, start, events }: AttackOptions): SimulatedEvent[] {
  const round = random.sample(world.items, 4).map(({ record }) => record.itemId as string);
  return Array.from({ length: events }, (_, index) =>
    event('pattern-bot', round[index % round.length], 'VIEW', start + index * 25_000 + random.integer(0, 50)),
  );
}

/**
 * Many accounts that nobody has seen before, each of which likes the same item.
 *
 * @param options with the mean pause between them, in milliseconds
 */
export function newAccounts(
  itemId: string,
  { random, start, events, pause = 60_000 }: AttackOptions & { readonly pause?: number },
): SimulatedEvent[] {
  let time = start;
  return Array.from({ length: events }, (_, index) => {
    time += Math.round(pause * -Math.log(1 - random.next()));
    return event(`new-account-${index + 1}`, itemId, 'LIKE', time);
  });
}

const event = (
  userId: string,
  itemId: string,
  eventType: SimulatedEvent['eventType'],
  timestamp: number,
): SimulatedEvent => ({ userId, itemId, eventType, timestamp });
