import { describe, expect, it } from 'vitest';
import { Random } from '../../data/demo/Random.ts';
import { newAccounts, patternBot, rateBot } from '../../simulation/attackers.ts';
import { affinity, chancesOf, examination, expectedReward } from '../../simulation/chances.ts';
import { react, type SimulatedEvent } from '../../simulation/react.ts';
import { simulate, simulateVisit, visitsBetween } from '../../simulation/visits.ts';
import { createWorld } from '../../simulation/World.ts';

const seed = Number(process.env.RECSYNC_SEED ?? 42);
console.log(`simulation: seed ${seed}`);

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 8, 1);
const world = createWorld({ seed, start, people: 60, shift: { at: start + 10 * day, share: 0.5 } });
const [person] = world.people;
const itemIds = world.items.map(({ record }) => record.itemId as string);
const best = itemIds
  .map((itemId, index) => ({ itemId, liking: affinity(world, person, index, start) }))
  .sort((a, b) => b.liking - a.liking)
  .map(({ itemId }) => itemId);

describe('the world', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(createWorld({ seed, start, people: 60, shift: { at: start + 10 * day, share: 0.5 } })).toEqual(world);
    expect(createWorld({ seed: seed + 1, start, people: 60 }).people).not.toEqual(world.people);
  });

  it('leaves people as they are when more come', () => {
    const larger = createWorld({ seed, start, people: 80, shift: { at: start + 10 * day, share: 0.5 } });
    expect(larger.people.slice(0, 60)).toEqual(world.people);
  });

  it('shifts the tastes of some from the stated time on', () => {
    const likes = (userId: string, time: number): number[] => {
      const one = world.people.find((each) => each.userId === userId)!;
      return itemIds.map((_, index) => affinity(world, one, index, time));
    };
    const changing = world.people.filter(({ laterThemes }) => laterThemes !== undefined);
    expect(changing.length).toBeGreaterThan(15);
    expect(changing.length).toBeLessThan(45);
    expect(likes(changing[0].userId, world.shiftsAt)).not.toEqual(likes(changing[0].userId, world.shiftsAt - 1));
    const steady = world.people.find(({ laterThemes }) => laterThemes === undefined)!;
    expect(likes(steady.userId, world.shiftsAt)).toEqual(likes(steady.userId, world.shiftsAt - 1));
  });
});

describe('what a list is worth', () => {
  it('adds up by hand over two positions', () => {
    const [first, second] = [0, 1].map((place) =>
      chancesOf(world, person, world.itemIndex.get(best[place])!, place + 1, start),
    );
    expect(first.examine).toBe(1);
    expect(second.examine).toBeCloseTo(2 ** -0.7, 12);
    const reward = expectedReward(world, person, best.slice(0, 2), start);
    const clicks = [first.click, examination(2) * second.click];
    expect(reward.clicks).toBeCloseTo(clicks[0] + clicks[1], 12);
    expect(reward.anyClick).toBeCloseTo(1 - (1 - clicks[0]) * (1 - clicks[1]), 12);
    expect(reward.purchases).toBeCloseTo(0.6 * (clicks[0] * first.addToCart + clicks[1] * second.addToCart), 12);
    expect(reward.dislikes).toBeCloseTo(
      (1 - first.click) * first.dislike + examination(2) * (1 - second.click) * second.dislike,
      12,
    );
  });

  it('is what happens on average', () => {
    const list = [best[0], best[300], best[5], 'not-in-the-shop', best[799], best[20]];
    const expected = expectedReward(world, person, list, start);
    const random = new Random(seed);
    const runs = 20_000;
    const counts: Record<string, number> = {};
    let revenue = 0;
    let anyClick = 0;
    for (let run = 0; run < runs; run += 1) {
      const events = react(world, person, list, start, random);
      for (const { eventType, eventValue = 0 } of events) {
        counts[eventType] = (counts[eventType] ?? 0) + 1;
        revenue += eventValue;
      }
      anyClick += Number(events.some(({ eventType }) => eventType === 'CLICK'));
    }
    // Counts of rare events vary by about the square root: four standard deviations.
    const near = (count: number, mean: number): void =>
      expect(Math.abs(count - mean * runs)).toBeLessThan(4 * Math.sqrt(mean * runs + 1));
    expect(counts.IMPRESSION).toBe(5 * runs);
    near(counts.CLICK, expected.clicks);
    near(counts.ADD_TO_CART, expected.addToCarts);
    near(counts.PURCHASE, expected.purchases);
    near(counts.DISLIKE ?? 0, expected.dislikes);
    near(anyClick, expected.anyClick);
    expect(revenue / (expected.revenue * runs)).toBeCloseTo(1, 0);
  });

  it('is more for what the person likes, and in the better order', () => {
    const worth = (list: string[]): number => expectedReward(world, person, list, start).clicks;
    expect(worth(best.slice(0, 5))).toBeGreaterThan(5 * worth(best.slice(-5)));
    expect(worth(best.slice(0, 5))).toBeGreaterThan(worth(best.slice(0, 5).reverse()));
  });
});

describe('visits', () => {
  it('are the same however the span is cut', () => {
    const all = visitsBetween(world, start, start + 5 * day);
    const cut = start + 2 * day + 7 * 60 * 60 * 1000;
    expect([...visitsBetween(world, start, cut), ...visitsBetween(world, cut, start + 5 * day)]).toEqual(all);
    expect(all.map(({ time }) => time)).toEqual(all.map(({ time }) => time).toSorted((a, b) => a - b));
  });

  it('are as many as the people say', () => {
    const perDay = world.people.reduce((sum, { visitsPerDay }) => sum + visitsPerDay, 0);
    const count = visitsBetween(world, start, start + 30 * day).length;
    expect(Math.abs(count - 30 * perDay)).toBeLessThan(4 * Math.sqrt(30 * perDay));
  });

  it('go to a driver one after another, and happen the same way again', async () => {
    const run = async (): Promise<SimulatedEvent[]> => {
      const recorded: SimulatedEvent[] = [];
      await simulate(world, start, start + 2 * day, {
        show: ({ person: visitor }) => (visitor === person ? best.slice(0, 8) : itemIds.slice(0, 8)),
        record: (events) => void recorded.push(...events),
      });
      return recorded;
    };
    const recorded = await run();
    expect(recorded.length).toBeGreaterThan(0);
    expect(await run()).toEqual(recorded);
    expect(recorded.every(({ timestamp }) => timestamp >= start)).toBe(true);
    const [visit] = visitsBetween(world, start, start + 2 * day);
    expect(recorded.slice(0, 3)).toEqual(
      simulateVisit(world, visit, visit.person === person ? best.slice(0, 8) : itemIds.slice(0, 8)).slice(0, 3),
    );
  });
});

describe('attackers', () => {
  const options = { random: new Random(seed), start, events: 40 };
  const gaps = (events: SimulatedEvent[]): number[] =>
    events.slice(1).map(({ timestamp }, index) => timestamp - events[index].timestamp);

  it('are too fast, too regular, or too many', () => {
    const fast = rateBot(world, options);
    expect(Math.max(...gaps(fast))).toBeLessThan(1000);
    const regular = patternBot(world, options);
    expect(new Set(regular.map(({ itemId }) => itemId)).size).toBe(4);
    expect(regular[0].itemId).toBe(regular[4].itemId);
    expect(Math.min(...gaps(regular))).toBeGreaterThan(20_000);
    const crowd = newAccounts(itemIds[3], options);
    expect(new Set(crowd.map(({ userId }) => userId)).size).toBe(40);
    expect(crowd.every(({ itemId, eventType }) => itemId === itemIds[3] && eventType === 'LIKE')).toBe(true);
  });
});
