import type { EvaluationCase } from '../splits/EvaluationSplit.ts';
import type { CatalogueRanker } from './CatalogueRanker.ts';
import { listMetrics } from './listMetrics.ts';
import type { ListMetrics } from './listMetrics.ts';

export const metricNames = ['ndcg', 'recall', 'precision', 'map', 'hr'] as const satisfies (keyof ListMetrics)[];

/** Per metric and cutoff ("ndcg@10") the value of every case, in the order of the cases. */
export type CaseMetrics = Map<string, Float64Array>;

/** Told of each list as it is made: the case, its place among all cases and the items, best first. */
export type ListListener = (one: EvaluationCase, index: number, ranked: ArrayLike<number>) => void;

/** Ranks the catalogue for every case and measures the lists at each cutoff. */
export function evaluateModel(
  ranker: CatalogueRanker,
  cases: readonly EvaluationCase[],
  cutoffs: readonly number[],
  onList: ListListener = () => {},
): CaseMetrics {
  const result: CaseMetrics = new Map();
  for (const k of cutoffs) {
    for (const metric of metricNames) result.set(`${metric}@${k}`, new Float64Array(cases.length));
  }
  const longest = Math.max(...cutoffs);
  cases.forEach((one, index) => {
    const ranked = ranker.rank(one, longest);
    onList(one, index, ranked);
    const relevant = new Set(one.relevant);
    for (const k of cutoffs) {
      const metrics = listMetrics(ranked, relevant, k, one.relevantCount);
      for (const metric of metricNames) (result.get(`${metric}@${k}`) as Float64Array)[index] = metrics[metric];
    }
  });
  return result;
}

/** The mean over cases of each metric; 0 when there are none. */
export function meanMetrics(metrics: CaseMetrics): Record<string, number> {
  return Object.fromEntries(
    [...metrics].map(([name, values]) => [
      name,
      values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length),
    ]),
  );
}
