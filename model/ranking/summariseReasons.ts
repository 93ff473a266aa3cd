import type { Reason, ReasonCode } from '../contract/index.ts';
import type { WeightedContributions } from './ScorePreparation.ts';

/** How many history items and attributes a reason names. */
const mostEvidence = 3;

/**
 * Contributions to one item as reasons: one per code, the strongest first, with the history items and attributes that
 * speak most for it. Every contribution counts in its code's share, so shares add up to what the contributions do.
 */
export function summariseReasons(parts: readonly WeightedContributions[], itemIds: readonly string[]): Reason[] {
  const groups = new Map<ReasonCode, { share: number; items: Map<number, number>; attributes: Map<string, number> }>();
  for (const { factor, contributions } of parts) {
    for (const contribution of contributions) {
      const { code, itemIndex, attribute } = contribution;
      const share = contribution.share * factor;
      let group = groups.get(code);
      if (group === undefined) {
        group = { share: 0, items: new Map(), attributes: new Map() };
        groups.set(code, group);
      }
      group.share += share;
      if (itemIndex !== undefined) group.items.set(itemIndex, (group.items.get(itemIndex) ?? 0) + share);
      if (attribute !== undefined) group.attributes.set(attribute, (group.attributes.get(attribute) ?? 0) + share);
    }
  }
  const reasons: Reason[] = [];
  for (const [code, { share, items, attributes }] of groups) {
    reasons.push({
      code,
      evidence: { itemIds: strongest(items).map((item) => itemIds[item]), attributes: strongest(attributes) },
      share,
    });
  }
  return reasons.sort((a, b) => b.share - a.share);
}

/** The keys with the highest values above zero; earlier keys win ties. */
function strongest<Key>(values: ReadonlyMap<Key, number>): Key[] {
  const keys: Key[] = [];
  const heights: number[] = [];
  for (const [key, value] of values) {
    if (!(value > 0) || (keys.length === mostEvidence && !(value > heights[mostEvidence - 1]))) continue;
    let place = keys.length;
    while (place > 0 && heights[place - 1] < value) place -= 1;
    keys.splice(place, 0, key);
    heights.splice(place, 0, value);
    if (keys.length > mostEvidence) {
      keys.pop();
      heights.pop();
    }
  }
  return keys;
}
