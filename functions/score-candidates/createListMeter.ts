import { listMetrics, measuredItems } from '../../schema/contract/modelHealth.ts';
import type { ScoredList } from '../../schema/contract/scoring.ts';

/** Values of the metrics of lists, by name. */
export type ListShape = Record<string, number>;

/**
 * Measures lists without reading anything: where a list came from, how far its scores lie apart, and how much of it the
 * list before it has too, if that one was another user's. Over many lists the last is the chance that two lists share an
 * item, the sum over items of their squared shares (E. H. Simpson, "Measurement of Diversity", 1949), and tells how many
 * items lists show without anybody counting them.
 */
export function createListMeter(): (list: ScoredList) => ListShape {
  let before: { userId: ScoredList['userId']; itemIds: Set<string> } | undefined;
  return ({ userId, source, items }) => {
    const shape: ListShape = { [listMetrics.sources[source]]: 1 };
    const first = items.slice(0, measuredItems);
    if (source !== 'MODEL' || first.length === 0) return shape;
    shape[listMetrics.scoreSpread] = spreadOf(first[0].score, first[first.length - 1].score);
    const itemIds = new Set(first.map(({ itemId }) => itemId));
    if (before && before.userId !== userId) {
      const known = before.itemIds;
      const shared = first.filter(({ itemId }) => known.has(itemId)).length;
      shape[listMetrics.repetition] = shared / Math.min(itemIds.size, known.size);
    }
    before = { userId, itemIds };
    return shape;
  };
}

/** The distance of two scores relative to their size, whatever they are measured in: 0 where they are the same, at most 1. */
function spreadOf(highest: number, lowest: number): number {
  const size = Math.abs(highest) + Math.abs(lowest);
  return size === 0 ? 0 : Math.abs(highest - lowest) / size;
}
