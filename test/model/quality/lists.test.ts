import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateEvents } from '../generateShop.ts';
import { buildDataset } from '../../../model/data/buildDataset.ts';
import { runEvaluation } from '../../../model/evaluation/runEvaluation.ts';
import type { EvaluationSplit } from '../../../model/splits/EvaluationSplit.ts';
import { splitLeaveLastOut, splitRandom } from '../../../model/splits/splits.ts';
import { confidenceInterval } from '../../../model/statistics/confidenceInterval.ts';
import type { ValidationKind } from '../../../model/tuning/validationFolds.ts';

/**
 * The lists of an invented shop, user by user, against those that were recorded. After a change that is meant to move
 * them: RECSYNC_RECORD=1 npx vitest run test/model/quality, and say in the commit by how much.
 */
const record = new URL('../../fixtures/quality/lists.json', import.meta.url);
const seed = 7;
const size = { users: 1500, items: 2000, interactions: 30_000, seed };
const metric = 'ndcg@10';

/** The mean difference over users, and its 95 % interval. */
interface Change {
  readonly mean: number;
  readonly interval: readonly [number, number];
}

function changeOf(now: ArrayLike<number>, before: readonly number[]): Change {
  const difference = Float64Array.from(before, (value, user) => now[user] - value);
  return {
    mean: difference.reduce((sum, one) => sum + one, 0) / difference.length,
    interval: confidenceInterval(difference, seed),
  };
}

const isWorse = ({ interval }: Change): boolean => interval[1] < 0;
const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

const shop = buildDataset(
  [...generateEvents(size)].map(({ user, item, timestamp }) => ({ userId: `u${user}`, itemId: `i${item}`, timestamp })),
);
const questions: [ValidationKind, () => EvaluationSplit][] = [
  ['random', () => splitRandom(shop, 0.2, seed)],
  ['leave-last-out', () => splitLeaveLastOut(shop)],
];

describe(`lists of an invented shop (seed ${seed})`, { timeout: 300_000 }, () => {
  it.each(questions)('are no worse than recorded beyond chance: %s', (validation, split) => {
    const options = { seed, budgetSeconds: 6, clock: () => 0, validation, cutoffs: [10], singles: ['popularity'] };
    const { models } = runEvaluation(split(), options);
    const [blend, popularity] = models.map(({ metrics }) => metrics.get(metric) as Float64Array);
    const recorded = JSON.parse(readFileSync(record, 'utf8')) as Record<string, number[]>;
    if (process.env.RECSYNC_RECORD !== undefined) {
      recorded[validation] = Array.from(blend, (value) => Math.round(1000 * value) / 1000);
      writeFileSync(record, `${JSON.stringify(recorded)}\n`);
    }
    const before = recorded[validation];
    expect(blend).toHaveLength(before.length);
    const change = changeOf(blend, before);
    const [low, high] = change.interval.map((end) => end.toFixed(4));
    const told = `${metric} ${mean(blend).toFixed(4)}, recorded ${mean(before).toFixed(4)}: [${low}, ${high}]`;
    expect(isWorse(change), told).toBe(false);
    // It would be noticed.
    expect(isWorse(changeOf(popularity, before))).toBe(true);
  });

  it('notices a loss of two hundredths, and not one of chance', () => {
    const before = Array.from({ length: 1500 }, (_, user) => (user % 4) / 4);
    const shifted = (by: number): number[] => before.map((value, user) => value + by + 0.3 * ((user % 3) - 1));
    expect(isWorse(changeOf(shifted(-0.02), before))).toBe(true);
    expect(isWorse(changeOf(shifted(-0.002), before))).toBe(false);
  });
});
