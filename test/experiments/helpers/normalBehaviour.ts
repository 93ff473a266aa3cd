import { Random } from '../../../data/demo/Random.ts';
import type { GuardEvent } from '../../../experiments/anomalies/AnomalyGuard.ts';
import { affinity } from '../../../simulation/chances.ts';
import { react, type SimulatedEvent } from '../../../simulation/react.ts';
import { visitsBetween } from '../../../simulation/visits.ts';
import { createWorld, type World } from '../../../simulation/World.ts';

const day = 24 * 60 * 60 * 1000;
export const behaviourStart = Date.UTC(2026, 8, 1);

/** Half the people are there from the first day on, the others come for the first time on one of the days. */
export function normalBehaviour(seed: number, people: number, days: number): { world: World; events: GuardEvent[] } {
  const world = createWorld({ seed, start: behaviourStart, people });
  const random = new Random(seed + 1);
  const joined = new Map(
    world.people.map(({ userId }) => [userId, behaviourStart + (random.chance(0.5) ? 0 : random.next() * days * day)]),
  );
  const events: SimulatedEvent[] = [];
  for (const { person, time } of visitsBetween(world, behaviourStart, behaviourStart + days * day)) {
    if (time < joined.get(person.userId)!) continue;
    let now = time;
    // A visit is some lists, one after another; each of what the shop believes the person likes.
    do {
      const list = random
        .sample(world.items, 30)
        .map(({ record }) => record.itemId as string)
        .map((itemId) => ({ itemId, liking: affinity(world, person, world.itemIndex.get(itemId)!, time) }))
        .sort((a, b) => b.liking - a.liking)
        .slice(0, 8)
        .map(({ itemId }) => itemId);
      const reaction = react(world, person, list, Math.round(now), random);
      events.push(...reaction.filter(({ eventType }) => eventType !== 'IMPRESSION'));
      now = Math.max(now, ...reaction.map(({ timestamp }) => timestamp)) + 4000 + 20_000 * random.next();
    } while (random.chance(0.75));
  }
  const known = [...joined].filter(([, time]) => time === behaviourStart).map(([userId]) => userId);
  return { world, events: asGuardEvents(events, known) };
}

/** In the order of time; a user is new for an hour, unless known before. */
export function asGuardEvents(events: readonly SimulatedEvent[], known: readonly string[] = []): GuardEvent[] {
  const firstSeen = new Map(known.map((userId) => [userId, 0]));
  return events
    .toSorted((a, b) => a.timestamp - b.timestamp)
    .map(({ userId, itemId, timestamp }) => {
      if (!firstSeen.has(userId)) firstSeen.set(userId, timestamp);
      return { userId, itemId, recordedAt: timestamp, isNewUser: timestamp - firstSeen.get(userId)! < 60 * 60 * 1000 };
    });
}
