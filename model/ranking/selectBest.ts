import type { ListScores } from '../hybrid/ListScorer.ts';
import { topK } from '../kernels/index.ts';
import type { Eligibility } from './Eligibility.ts';
import { Selection } from './Selection.ts';

/** More than the list's length is taken in at first, because what was seen is among the best. */
const extraReach = 32;

/**
 * The `count` eligible items with the highest scores (`scoreOf`), best first, lower indices first among equals, and sets
 * their scores in `scores`. The result is that of looking at every item, with little of that work: the best by what is
 * cheap to know set a floor; what cannot reach it is left out; the rest is looked at from the best rough score down, until
 * none of those left can be among the best.
 */
export function selectBest(
  { scores, scoreOf, estimates }: Omit<ListScores, 'explain' | 'standings'>,
  eligibility: Pick<Eligibility, 'allows' | 'candidates'>,
  count: number,
): number[] {
  if (count <= 0) return [];
  const selection = new Selection(scoreOf, eligibility, count);
  const { candidates } = eligibility;
  if (candidates !== undefined) {
    for (const item of candidates) selection.look(item);
  } else if (estimates === undefined) {
    lookDown(selection, undefined, scores, count);
  } else {
    // Whatever is looked at gives a floor that holds; taking the best by what is known makes it a high one.
    for (let reach = count * 2 + extraReach; selection.floor === undefined; reach *= 8) {
      const taken = topK(scores, reach);
      selection.clear();
      for (const place of topK(estimates.scoresOf(taken), taken.length)) {
        selection.look(taken[place]);
        if (selection.floor !== undefined) break;
      }
      if (taken.length < reach) break;
    }
    // Without a floor all items were looked at.
    if (selection.floor !== undefined) {
      const rough = estimates.from(selection.floor);
      lookDown(selection, rough.items, rough.scores, count);
    }
  }
  selection.items.forEach((item, place) => (scores[item] = selection.scores[place]));
  return selection.items;
}

/** Looks at items from the best rough score down; `items` undefined means that rough scores are by item index. */
function lookDown(selection: Selection, items: Uint32Array | undefined, rough: Float32Array, count: number): void {
  for (let reach = count * 2 + extraReach; ; reach *= 4) {
    const taken = topK(rough, reach);
    selection.clear();
    for (const place of taken) {
      if (selection.isBeyond(rough[place])) return;
      selection.look(items === undefined ? place : items[place], rough[place]);
    }
    if (taken.length < reach) return;
  }
}
