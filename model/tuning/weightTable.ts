import type { WeightTable } from '../hybrid/HybridModel.ts';
import { BlendObjective } from './BlendObjective.ts';
import type { CasePool } from './CasePool.ts';
import { averagedWeights, learnWeights } from './learnWeights.ts';

/** A component below this part of all weight is dropped: it costs time at every request and changes next to nothing. */
export const negligibleShare = 0.02;

/** Fewest cases for which a history length gets weights of its own, and how many cases outweigh the common weights. */
const leastCases = 150;
const trust = 300;
const mostGroups = 4;

/**
 * Learns weights over all cases, drops components beyond `mostComponents`, then adapts the weights to groups of cases with
 * similar history length. A group's weights are drawn towards the common ones the fewer cases it has, so short
 * histories do not suffer from chance. `short` are cases whose history was cut to few events; cases without history
 * teach nothing here, because only popularity speaks in them. `emptyHistory` are the weights for those.
 */
export function weightTable(
  pools: readonly CasePool[],
  short: readonly CasePool[],
  emptyHistory: readonly number[],
  mayBeNegative: readonly boolean[],
  mostComponents: number,
): WeightTable {
  const components = mayBeNegative.length;
  const kept = pruned(pools, averagedWeights(pools, mayBeNegative), mostComponents).map((weight) => weight !== 0);
  const common = averagedWeights(pools, mayBeNegative, kept);
  const used = common.map((weight) => weight !== 0);
  const adapt = (group: readonly CasePool[]): number[] => {
    const learned = learnWeights(group, components, { mayBeNegative, start: common, tolerance: 2e-4 });
    const part = group.length / (group.length + trust);
    return common.map((weight, index) => (used[index] ? part * learned[index] + (1 - part) * weight : 0));
  };

  const historyLengths = [0];
  const weights: (readonly number[])[] = [emptyHistory];
  const sorted = [...pools].sort((a, b) => a.historyLength - b.historyLength);
  const natural = groupsOf(sorted, Math.min(mostGroups, Math.max(1, Math.floor(sorted.length / leastCases))));
  const shortest = natural[0]?.[0]?.historyLength ?? Infinity;
  const byLength = new Map<number, CasePool[]>();
  for (const pool of short) {
    if (pool.historyLength >= shortest) continue;
    byLength.set(pool.historyLength, [...(byLength.get(pool.historyLength) ?? []), pool]);
  }
  const groups = [...[...byLength].sort(([a], [b]) => a - b).map(([, group]) => group), ...natural];
  for (const group of groups) {
    const length = Math.max(1, group[group.length >> 1].historyLength);
    if (length <= historyLengths[historyLengths.length - 1]) continue;
    historyLengths.push(length);
    weights.push(group.length < leastCases / 2 ? common : adapt(group));
  }
  if (weights.length === 1) {
    historyLengths.push(1);
    weights.push(common);
  }
  return { historyLengths, weights };
}

/** The weights for histories of middling length. */
export function middleWeights({ weights }: WeightTable): readonly number[] {
  return weights[(weights.length + 1) >> 1];
}

/**
 * Sets negligible weights to 0, then the least missed ones while there are more than `most`. A component is not dropped
 * because validation does not miss it: on test data every correlated component lost cost a little.
 */
function pruned(pools: readonly CasePool[], weights: number[], most: number): number[] {
  const total = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const kept = weights.map((weight) => (Math.abs(weight) < negligibleShare * total ? 0 : weight));
  const objective = new BlendObjective(pools, kept.length);
  objective.reset(kept);
  while (kept.filter((weight) => weight !== 0).length > most) {
    let idle = -1;
    let best = Number.NEGATIVE_INFINITY;
    kept.forEach((weight, component) => {
      if (weight === 0) return;
      const value = objective.value(component, -weight);
      if (value > best) {
        best = value;
        idle = component;
      }
    });
    objective.add(idle, -kept[idle]);
    kept[idle] = 0;
  }
  return kept;
}

/** Cuts a sorted list into `count` groups of about equal size. */
function groupsOf<T>(sorted: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, group) =>
    sorted.slice(Math.floor((group * sorted.length) / count), Math.floor(((group + 1) * sorted.length) / count)),
  ).filter((group) => group.length > 0);
}
