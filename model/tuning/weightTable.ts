import type { WeightTable } from '../hybrid/HybridModel.ts';
import type { CasePool } from './CasePool.ts';
import { learnWeights } from './learnWeights.ts';
import { pruneWeights } from './pruneWeights.ts';
import { steadyWeights, withEqualSay } from './steadyWeights.ts';
import type { BlendPart } from './steadyWeights.ts';

/** Fewest cases for which a history length gets weights of its own, and how many cases outweigh the common weights. */
const leastCases = 150;
const trust = 300;
const mostGroups = 4;
/** As far as a group with many cases goes its own way; the rest holds it to what is good for all. */
const adaptedPart = 0.75;

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
  parts: readonly BlendPart[],
  mostComponents: number,
): WeightTable {
  const kept = pruneWeights(steadyWeights(pools, parts), pools, parts, mostComponents).map((weight) => weight !== 0);
  const common = steadyWeights(pools, parts, kept);
  const mayBeNegative = parts.map((part) => part.mayBeNegative);
  const used = common.map((weight) => weight !== 0);
  const adapt = (group: readonly CasePool[]): number[] => {
    const heard = withEqualSay(group, parts.length);
    const frozen = used.map((one) => !one);
    const learned = learnWeights(heard, parts.length, { mayBeNegative, frozen, start: common, tolerance: 2e-4 });
    const part = (adaptedPart * group.length) / (group.length + trust);
    return common.map((weight, index) => part * learned[index] + (1 - part) * weight);
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

/** Cuts a sorted list into `count` groups of about equal size. */
function groupsOf<T>(sorted: readonly T[], count: number): T[][] {
  return Array.from({ length: count }, (_, group) =>
    sorted.slice(Math.floor((group * sorted.length) / count), Math.floor(((group + 1) * sorted.length) / count)),
  ).filter((group) => group.length > 0);
}
