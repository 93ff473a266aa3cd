import type { DemoItem } from '../../../data/demo/generateCatalogue.ts';
import { rankByFeedback, type ScoredItem, type UserFeedback } from '../../../experiments/impressions/rankByFeedback.ts';
import { passedOver } from '../../../functions/score-candidates/passedOver.ts';
import { applyBoosts } from '../../../model/ranking/applyBoosts.ts';
import { impressionsRead } from '../../../schema/contract/limits.ts';
import { affinity, expectedReward } from '../../../simulation/chances.ts';
import { simulateVisit } from '../../../simulation/visits.ts';
import { createWorld } from '../../../simulation/World.ts';

const day = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 8, 1);
const days = 15;
const people = 200;
const shopItems = 250;
/** The model's answer, which is ranked again. */
const candidates = 80;
const listLength = 8;

/** Mostly by the theme, the rest by medium and mood. */
export const likeness = (one: DemoItem, other: DemoItem): number =>
  0.7 * Number(one.theme === other.theme) +
  0.15 * Number(one.medium === other.medium) +
  0.15 * Number(one.mood === other.mood);

/** The chance of a click by the mean of two likings. */
const scoreOf = (one: number, other: number): number => 1 / (1 + Math.exp(-4 * ((one + other) / 2 - 0.5)));

interface Setup {
  /** Of the worlds, each with a catalogue and people of its own. */
  seeds: readonly number[];
  /** Dislikes are passed over, remove their items, or push the like of those down too. */
  uses: { ignored?: 'ranked again' | 'as lists do'; dislikes?: 'remove' | 'push' };
  /** Whether the model was trained across a shift of tastes and believes half in those that people have left. */
  isMixed: boolean;
}

/**
 * People come every day and are shown what a model believes that they like: it knows attributes, and is wrong about
 * single items. What a person is shown differs only by the feedback that is used.
 *
 * @returns what each person's lists were worth, a day: exact, not simulated
 */
export function simulateFeedback({ seeds, ...setup }: Setup): { clicks: number[]; dislikes: number[] } {
  const worth = seeds.flatMap((seed) => simulateWorld(seed, setup));
  return { clicks: worth.map(({ clicks }) => clicks), dislikes: worth.map(({ dislikes }) => dislikes) };
}

/** As `score-candidates` reads impressions, and the model takes what it makes of them. */
function lowerPassedOver(
  scored: readonly ScoredItem[],
  shown: readonly { itemId: string; position: number; time: number }[],
  now: number,
): ScoredItem[] {
  const rows = shown.map(({ itemId, position, time }) => ({
    itemId,
    timestamp: new Date(time).toISOString(),
    position: position - 1,
  }));
  const newest = rows.reverse().slice(0, impressionsRead);
  const factors = Object.entries(passedOver(newest, [], now));
  const scores = Float32Array.from(scored, ({ score }) => score);
  const places = new Map(scored.map(({ itemId }, place) => [itemId, place]));
  applyBoosts(scores, new Map(factors.map(([itemId, factor]) => [places.get(itemId)!, factor])));
  return scored.map(({ itemId }, place) => ({ itemId, score: scores[place] }));
}

function simulateWorld(seed: number, { uses, isMixed }: Omit<Setup, 'seeds'>): { clicks: number; dislikes: number }[] {
  const world = createWorld({ seed, start, people, shift: { at: start, share: 1 } });
  const believed = { ...world, seed: seed + 500 };
  const pool = world.items.slice(0, shopItems);
  const similarity = (one: string, other: string): number =>
    likeness(world.items[world.itemIndex.get(one)!], world.items[world.itemIndex.get(other)!]);
  return world.people.map((person) => {
    const scored = pool
      .map(({ record }, index) => ({
        itemId: record.itemId as string,
        score: scoreOf(
          affinity(believed, person, index, start),
          affinity(believed, person, index, isMixed ? start - 1 : start),
        ),
      }))
      .sort((a, b) => b.score - a.score)
      .slice(0, candidates);
    const shown: { itemId: string; position: number; time: number }[] = [];
    const dislikes: { itemId: string; time: number }[] = [];
    const liked: { itemId: string; time: number }[] = [];
    const total = { clicks: 0, dislikes: 0 };
    for (let today = 0; today < days; today += 1) {
      const time = start + today * day;
      const ignored = new Map<string, { age: number; position: number }[]>();
      for (const { itemId, position, time: then } of uses.ignored === 'ranked again' ? shown : []) {
        ignored.set(itemId, [...(ignored.get(itemId) ?? []), { age: time - then, position }]);
      }
      const feedback: UserFeedback = {
        ignored,
        dislikes: uses.dislikes ? dislikes.map(({ itemId, time: then }) => ({ itemId, age: time - then })) : [],
        liked: liked.map(({ itemId, time: then }) => ({ itemId, age: time - then })),
      };
      const asked = uses.ignored === 'as lists do' ? lowerPassedOver(scored, shown, time) : scored;
      const list = rankByFeedback(asked, feedback, similarity, {
        disliked: uses.dislikes === 'push' ? {} : { strength: 0 },
      })
        .slice(0, listLength)
        .map(({ itemId }) => itemId);
      const reward = expectedReward(world, person, list, time);
      total.clicks += reward.clicks / days;
      total.dislikes += reward.dislikes / days;
      const events = simulateVisit(world, { person, time }, list);
      const touched = new Set(events.filter(({ eventType }) => eventType !== 'IMPRESSION').map(({ itemId }) => itemId));
      for (let index = shown.length - 1; index >= 0; index -= 1) {
        if (touched.has(shown[index].itemId)) shown.splice(index, 1);
      }
      for (const [place, itemId] of list.entries()) {
        if (!touched.has(itemId)) shown.push({ itemId, position: place + 1, time });
      }
      for (const { itemId, eventType } of events) {
        if (eventType === 'DISLIKE') dislikes.push({ itemId, time });
        if (eventType === 'CLICK') liked.push({ itemId, time });
      }
    }
    return total;
  });
}
