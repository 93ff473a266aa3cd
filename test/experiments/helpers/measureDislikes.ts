import { readFileSync } from 'node:fs';
import { rankByFeedback, type ScoredItem } from '../../../experiments/impressions/rankByFeedback.ts';
import type { Interval } from '../../../experiments/statistics/Interval.ts';
import { meanInterval, momentsOf } from '../../../experiments/statistics/Moments.ts';

interface Rating {
  user: string;
  item: string;
  value: number;
  time: number;
}

const listLength = 10;
/** Of these a list is ranked again, as a model's answer would be. */
const candidates = 300;

/**
 * Ratings of 4 and 5 speak for an item, 1 and 2 are dislikes. The last fifth of a user's time is asked for, the rest is
 * known. The model scores by cosines between liked items; the dislikes of the known part push their like down.
 */
export function measureDislikes(file: string): { plain: number; fed: number; difference: Interval } {
  const byUser = new Map<string, Rating[]>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [user, item, value, time] = line.split('\t');
    byUser.set(user, [...(byUser.get(user) ?? []), { user, item, value: Number(value), time: Number(time) }]);
  }
  const users = [...byUser.values()].map((ratings) => {
    const ordered = ratings.sort((a, b) => a.time - b.time);
    const cut = Math.floor(0.8 * ordered.length);
    return { known: ordered.slice(0, cut), asked: ordered.slice(cut).filter(({ value }) => value >= 4) };
  });
  const cosines = cosinesOf(users.map(({ known }) => known.filter(({ value }) => value >= 4).map(({ item }) => item)));
  const similarity = (one: string, other: string): number => {
    const [row, column] = [cosines.index.get(one), cosines.index.get(other)];
    return row === undefined || column === undefined ? 0 : cosines.values[row * cosines.items.length + column];
  };
  const gains: number[] = [];
  const plainValues: number[] = [];
  for (const { known, asked } of users) {
    if (asked.length === 0) continue;
    const seen = new Set(known.map(({ item }) => item));
    const liked = known.filter(({ value }) => value >= 4).map(({ item }) => item);
    const scores = scoresOf(liked, cosines);
    const scored = cosines.items
      .map((itemId, place) => ({ itemId, score: scores[place] }))
      .filter(({ itemId }) => !seen.has(itemId))
      .sort((a, b) => b.score - a.score)
      .slice(0, candidates);
    const opinions = (from: number, to: number) =>
      known.filter(({ value }) => from <= value && value <= to).map(({ item }) => ({ itemId: item, age: 0 }));
    const feedback = { dislikes: opinions(1, 2), liked: opinions(4, 5), ignored: new Map() };
    const answers = new Set(asked.map(({ item }) => item));
    const plain = discountedGain(scored, answers);
    plainValues.push(plain);
    gains.push(discountedGain(rankByFeedback(scored, feedback, similarity), answers) - plain);
  }
  const plain = plainValues.reduce((sum, value) => sum + value, 0) / plainValues.length;
  const difference = meanInterval(momentsOf(gains))!;
  return { plain, fed: plain + difference.estimate, difference };
}

interface Cosines {
  items: readonly string[];
  index: ReadonlyMap<string, number>;
  /** Of every item with every item, row by row. */
  values: Float64Array;
}

/** Of items by the users who liked both. */
function cosinesOf(likes: readonly string[][]): Cosines {
  const items = [...new Set(likes.flat())];
  const index = new Map(items.map((item, place) => [item, place]));
  const values = new Float64Array(items.length ** 2);
  for (const liked of likes) {
    const places = liked.map((item) => index.get(item)!);
    for (const one of places) for (const other of places) values[one * items.length + other] += 1;
  }
  const counts = items.map((_, place) => values[place * items.length + place]);
  for (const [one, count] of counts.entries()) {
    for (const [other, otherCount] of counts.entries()) {
      values[one * items.length + other] =
        one === other ? 0 : values[one * items.length + other] / Math.sqrt(count * otherCount);
    }
  }
  return { items, index, values };
}

/** The sum of each item's cosines with what is liked. */
function scoresOf(liked: readonly string[], { items, index, values }: Cosines): Float64Array {
  const scores = new Float64Array(items.length);
  for (const one of liked) {
    const row = index.get(one)! * items.length;
    for (let other = 0; other < items.length; other += 1) scores[other] += values[row + other];
  }
  return scores;
}

/** Normalized discounted cumulative gain of the first ten. */
function discountedGain(ranked: readonly ScoredItem[], answers: ReadonlySet<string>): number {
  let gain = 0;
  let best = 0;
  for (let place = 0; place < listLength; place += 1) {
    const worth = 1 / Math.log2(place + 2);
    if (ranked[place] !== undefined && answers.has(ranked[place].itemId)) gain += worth;
    if (place < answers.size) best += worth;
  }
  return gain / best;
}
