import { listMetrics } from '../evaluation/listMetrics.ts';
import type { JudgedCase } from '../preparing/holdOut.ts';
import type { Ranker } from '../ranking/Ranker.ts';

/** Items of a list that is judged. */
export const listLength = 10;

/** What one model answers to all cases. */
export interface Answers {
  /** By case, the ids of the list. */
  readonly lists: readonly (readonly string[])[];
  /** By case, nDCG@10 of what the user liked. */
  readonly ndcg: Float64Array;
  /** By case, nDCG@10 of the cold items among it alone; 0 where there are none. */
  readonly coldNdcg: Float64Array;
}

/** Asks a model for the list of every case as serving would: what was touched before is left out. */
export function answerCases(
  ranker: Ranker,
  cases: readonly JudgedCase[],
  kind: 'RECOMMEND' | 'POPULAR' = 'RECOMMEND',
): Answers {
  const lists = cases.map(({ now, history }) =>
    ranker
      .answer({ kind, now, limit: listLength, history, excludeSeen: true, explain: false })
      .items.map(({ itemId }) => itemId),
  );
  return {
    lists,
    ndcg: Float64Array.from(cases, ({ liked }, index) => ndcgOf(lists[index], liked)),
    coldNdcg: Float64Array.from(cases, ({ cold }, index) => ndcgOf(lists[index], cold)),
  };
}

function ndcgOf(list: readonly string[], relevant: readonly string[]): number {
  const places = new Map(relevant.map((itemId, place) => [itemId, place]));
  const ranked = list.map((itemId) => places.get(itemId) ?? -1);
  return listMetrics(ranked, new Set(places.values()), listLength).ndcg;
}
