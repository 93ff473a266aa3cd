import { BlendObjective } from './BlendObjective.ts';
import type { CasePool } from './CasePool.ts';
import { withEqualSay } from './steadyWeights.ts';
import type { BlendPart } from './steadyWeights.ts';

/** A component below this part of all weight is dropped: it costs time at every request and changes next to nothing. */
export const negligibleShare = 0.02;

/**
 * Sets negligible weights to 0, then, while there are more than `most`, that of the component which the cases miss least.
 * Its weight goes to the strongest relative of its family where that is the smaller loss, as they see much the same. The
 * size of a weight is no measure of that: a component with a small one that knows something of its own (what follows
 * what, how well known an item is) may carry a blend. While there is room nothing leaves because validation does not miss
 * it: on test data every correlated component lost cost a little.
 */
export function pruneWeights(
  weights: readonly number[],
  pools: readonly CasePool[],
  parts: readonly BlendPart[],
  most: number,
): number[] {
  const total = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const kept = weights.map((weight) => (Math.abs(weight) < negligibleShare * total ? 0 : weight));
  const used = (): number[] => [...kept.keys()].filter((index) => kept[index] !== 0);
  if (used().length <= most) return kept;
  const objective = new BlendObjective(withEqualSay(pools, parts.length), parts.length);
  for (let left = used(); left.length > most; left = used()) {
    objective.reset(kept);
    let [leaving, heir, best] = [left[0], undefined as number | undefined, -1];
    const consider = (one: number, other: number | undefined): void => {
      const value = objective.value(one, -kept[one]);
      if (value > best) [leaving, heir, best] = [one, other, value];
    };
    for (const one of left) {
      consider(one, undefined);
      const relative = strongestRelative(one, left, kept, parts);
      if (relative === undefined) continue;
      objective.add(relative, kept[one]);
      consider(one, relative);
      objective.add(relative, -kept[one]);
    }
    if (heir !== undefined) kept[heir] += kept[leaving];
    kept[leaving] = 0;
  }
  return kept;
}

/** The other component of the family with the largest weight. */
function strongestRelative(
  one: number,
  left: readonly number[],
  weights: readonly number[],
  parts: readonly BlendPart[],
): number | undefined {
  let strongest: number | undefined;
  for (const other of left) {
    if (other === one || parts[other].family !== parts[one].family) continue;
    if (strongest === undefined || Math.abs(weights[other]) > Math.abs(weights[strongest])) strongest = other;
  }
  return strongest;
}
