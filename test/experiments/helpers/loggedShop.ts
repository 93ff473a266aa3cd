import { Random } from '../../../data/demo/Random.ts';
import type { LoggedDecision } from '../../../experiments/off-policy/LoggedDecision.ts';
import { affinity, expectedReward } from '../../../simulation/chances.ts';
import { simulateVisit } from '../../../simulation/visits.ts';
import { createWorld } from '../../../simulation/World.ts';

const start = Date.UTC(2026, 8, 1);
const people = 300;
const visitsEach = 4;
const choices = 6;

/**
 * A shop that shows one of six items in its first place, by chances that lean a little to what people like, and a new
 * policy that leans far to it. The predictions that it logs are of a model that knows people and is wrong by a third. `truth` is what the new policy would bring a visit: computed, not simulated.
 */
export function createLoggedShop(
  seed: number,
  predicts: boolean,
): { truth: number; log: (run: number) => LoggedDecision[] } {
  const world = createWorld({ seed, start, people });
  const random = new Random(seed);
  const items = random.sample(world.items, choices).map(({ record }) => record.itemId as string);
  const contexts = world.people.map((person) => {
    const likings = items.map((itemId) => affinity(world, person, world.itemIndex.get(itemId)!, start));
    const clicks = items.map((itemId) => expectedReward(world, person, [itemId], start).clicks);
    return { person, clicks, logging: softmax(likings, 1, 0.2), target: softmax(likings, 3, 0) };
  });
  const truth =
    contexts.reduce(
      (sum, { clicks, target }) => sum + clicks.reduce((all, click, at) => all + click * target[at], 0),
      0,
    ) / people;
  const log = (run: number): LoggedDecision[] => {
    const draws = new Random(seed + 1000 * (run + 1));
    return contexts.flatMap(({ person, clicks, logging, target }) =>
      Array.from({ length: visitsEach }, (_, visit): LoggedDecision => {
        const shown = draws.weighted(logging);
        const time = start + run * 1_000_003 + visit * 7919;
        const events = simulateVisit(world, { person, time }, [items[shown]]);
        return {
          userId: person.userId,
          shown: items[shown],
          reward: Number(events.some(({ eventType }) => eventType === 'CLICK')),
          actions: items.map((action, at) => ({
            action,
            propensity: logging[at],
            targetPropensity: target[at],
            ...(predicts ? { predictedReward: clicks[at] / 1.5 } : {}),
          })),
        };
      }),
    );
  };
  return { truth, log };
}

/** Chances that grow with the values, with a part that is spread evenly. */
function softmax(values: readonly number[], sharpness: number, even: number): number[] {
  const powers = values.map((value) => Math.exp(sharpness * value));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => (1 - even) * (power / total) + even / values.length);
}
