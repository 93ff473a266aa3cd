import { Random } from '../../../data/demo/Random.ts';
import { assignVariant, type VariantShare } from '../../../experiments/assignVariant.ts';
import { thompsonSplit } from '../../../experiments/bandit/thompsonSplit.ts';
import { affinity, expectedReward } from '../../../simulation/chances.ts';
import { simulateVisit } from '../../../simulation/visits.ts';
import { createWorld, type SimulatedPerson, type World } from '../../../simulation/World.ts';

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 8, 1);
const days = 20;
const usersADay = 150;
const listLength = 6;

/** The items that a variant shows a person: the best by what it knows of their liking, of items drawn for the visit. */
function listOf(world: World, person: SimulatedPerson, time: number, blur: number, random: Random): string[] {
  return random
    .sample(world.items, 40)
    .map(({ record }) => {
      const itemId = record.itemId as string;
      const liking = affinity(world, person, world.itemIndex.get(itemId)!, time);
      return { itemId, score: liking + blur * random.normal() };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, listLength)
    .map(({ itemId }) => itemId);
}

export interface SplitRun {
  users: number;
  /** Expected clicks that were missed by not showing everybody what the better variant would have shown them. */
  regret: number;
  /** Of the better variant, day by day, in ten-thousandths. */
  shares: number[];
}

/** New people every day see one of two variants; the split stays, or follows what people clicked. */
export function simulateSplit({ seed, follows }: { seed: number; follows: boolean }): SplitRun {
  const world = createWorld({ seed, start, people: days * usersADay });
  const random = new Random(seed + 99);
  const uniform = (): number => random.next();
  const names = ['blurred', 'sharp'];
  const outcomes = names.map((variant) => ({ variant, users: 0, conversions: 0 }));
  let split: VariantShare[] = names.map((variant) => ({ variant, share: 5000 }));
  const run: SplitRun = { users: world.people.length, regret: 0, shares: [] };
  for (let today = 0; today < days; today += 1) {
    run.shares.push(split[1].share);
    const time = start + today * day;
    for (const person of world.people.slice(today * usersADay, (today + 1) * usersADay)) {
      const lists = [0.5, 0.2].map((blur) => listOf(world, person, time, blur, random));
      const chosen = assignVariant(`lists-${seed}`, person.userId, split) === 'sharp' ? 1 : 0;
      const worth = lists.map((list) => expectedReward(world, person, list, time).clicks);
      run.regret += worth[1] - worth[chosen];
      const events = simulateVisit(world, { person, time }, lists[chosen]);
      outcomes[chosen].users += 1;
      outcomes[chosen].conversions += Number(events.some(({ eventType }) => eventType === 'CLICK'));
    }
    if (follows) split = thompsonSplit(outcomes, uniform);
  }
  return run;
}
