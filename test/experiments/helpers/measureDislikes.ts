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
  const cosine = cosines(users.map(({ known }) => known.filter(({ value }) => value >= 4).map(({ item }) => item)));
  const similarity = (one: string, other: string): number => cosine.get(one)?.get(other) ?? 0;
  const gains: number[] = [];
  const plainValues: number[] = [];
  for (const { known, asked } of users) {
    if (asked.length === 0) continue;
    const seen = new Set(known.map(({ item }) => item));
    const liked = known.filter(({ value }) => value >= 4).map(({ item }) => item);
    const scored = [...scoresOf(liked, cosine)]
      .filter(([item]) => !seen.has(item))
      .map(([itemId, score]) => ({ itemId, score }))
      .sort((a, b) => b.score - a.score);
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

/** Of items by the users who liked both. */
function cosines(likes: readonly string[][]): Map<string, Map<string, number>> {
  const counts = new Map<string, number>();
  const together = new Map<string, Map<string, number>>();
  for (const liked of likes) {
    for (const one of liked) {
      counts.set(one, (counts.get(one) ?? 0) + 1);
      const row = together.get(one) ?? new Map<string, number>();
      together.set(one, row);
      for (const other of liked) if (other !== one) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }
  for (const [one, row] of together) {
    for (const [other, count] of row) row.set(other, count / Math.sqrt(counts.get(one)! * counts.get(other)!));
  }
  return together;
}

/** The sum of each item's cosines with what is liked. */
function scoresOf(
  liked: readonly string[],
  cosine: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Map<string, number> {
  const scores = new Map<string, number>();
  for (const one of liked) {
    for (const [other, value] of cosine.get(one) ?? []) scores.set(other, (scores.get(other) ?? 0) + value);
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
