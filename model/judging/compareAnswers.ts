import type { SegmentVerdict } from '../../schema/contract/models.ts';
import type { JudgedCase } from '../preparing/holdOut.ts';
import { confidenceInterval } from '../statistics/confidenceInterval.ts';
import type { Answers } from './answerCases.ts';

type Segment = SegmentVerdict['segment'];

const segments: readonly { name: Segment; has: (one: JudgedCase) => boolean; metric: 'ndcg' | 'coldNdcg' }[] = [
  { name: 'ALL', has: () => true, metric: 'ndcg' },
  { name: 'NEW_USERS', has: ({ isNewUser }) => isNewUser, metric: 'ndcg' },
  { name: 'RETURNING_USERS', has: ({ isNewUser }) => !isNewUser, metric: 'ndcg' },
  { name: 'COLD_ITEMS', has: ({ cold }) => cold.length > 0, metric: 'coldNdcg' },
];

/** Both models on each segment, user by user. Segments without cases are left out. */
export function compareAnswers(
  cases: readonly JudgedCase[],
  challenger: Answers,
  champion: Answers | undefined,
  seed: number,
): SegmentVerdict[] {
  return segments.flatMap(({ name, has, metric }) => {
    const indices = [...cases.keys()].filter((index) => has(cases[index]));
    if (indices.length === 0) return [];
    const pick = (values: Float64Array): Float64Array => Float64Array.from(indices, (index) => values[index]);
    const challengers = pick(challenger[metric]);
    const verdict: SegmentVerdict = { segment: name, cases: indices.length, challengerNdcg: mean(challengers) };
    if (champion === undefined) return [verdict];
    const champions = pick(champion[metric]);
    return [{ ...verdict, championNdcg: mean(champions), difference: differenceOf(challengers, champions, seed) }];
  });
}

/** The mean difference of paired values, with its 95% interval over users. */
export function differenceOf(
  challengers: Float64Array,
  champions: Float64Array,
  seed: number,
): { value: number; low: number; high: number } {
  const differences = challengers.map((value, index) => value - champions[index]);
  const [low, high] = confidenceInterval(differences, seed);
  return { value: mean(differences), low, high };
}

export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
