import type { Reason, ReasonCode } from '../contract/index.ts';
import type { WeightedContributions } from '../hybrid/ScorePreparation.ts';

/** How many history items and attributes a reason names. */
const mostEvidence = 3;

interface Group {
  readonly code: ReasonCode;
  isUsed: boolean;
  share: number;
  /** Share per history item, by its position in `#items`. */
  itemShares: Float64Array;
  readonly attributeShares: Map<string, number>;
}

/**
 * Turns contributions into reasons for the items of one list. It numbers the history's items once and keeps its tables
 * from item to item, because a list has thousands of contributions.
 */
export class ReasonSummary {
  readonly #itemIds: readonly string[];
  readonly #positions = new Map<number, number>();
  readonly #items: number[] = [];
  readonly #groups: Group[] = [];

  constructor(itemIds: readonly string[]) {
    this.#itemIds = itemIds;
  }

  /**
   * Reasons for one item: one per code, the strongest first, with the history items and attributes that speak most for
   * it. Every contribution counts in its code's share, so shares add up to what the contributions do.
   */
  summarise(parts: readonly WeightedContributions[]): Reason[] {
    for (const group of this.#groups) {
      group.isUsed = false;
      group.share = 0;
      group.itemShares.fill(0);
      if (group.attributeShares.size > 0) group.attributeShares.clear();
    }
    for (const { factor, contributions } of parts) {
      let group: Group | undefined;
      for (const { code, itemIndex, attribute, share } of contributions) {
        if (group?.code !== code) group = this.#groupOf(code);
        const scaled = share * factor;
        group.share += scaled;
        if (itemIndex !== undefined) this.#addItem(group, itemIndex, scaled);
        if (attribute !== undefined) {
          group.attributeShares.set(attribute, (group.attributeShares.get(attribute) ?? 0) + scaled);
        }
      }
    }
    const reasons: Reason[] = [];
    for (const { code, isUsed, share, itemShares, attributeShares } of this.#groups) {
      if (!isUsed) continue;
      const itemIds = strongest(itemShares.subarray(0, this.#items.length)).map(
        (place) => this.#itemIds[this.#items[place]],
      );
      const names = [...attributeShares.keys()];
      const attributes = strongest([...attributeShares.values()]).map((place) => names[place]);
      reasons.push({ code, evidence: { itemIds, attributes }, share });
    }
    return reasons.sort((a, b) => b.share - a.share);
  }

  #groupOf(code: ReasonCode): Group {
    let group = this.#groups.find((known) => known.code === code);
    if (group === undefined) {
      group = { code, isUsed: true, share: 0, itemShares: new Float64Array(64), attributeShares: new Map() };
      this.#groups.push(group);
    }
    group.isUsed = true;
    return group;
  }

  #addItem(group: Group, itemIndex: number, share: number): void {
    let position = this.#positions.get(itemIndex);
    if (position === undefined) {
      position = this.#items.push(itemIndex) - 1;
      this.#positions.set(itemIndex, position);
    }
    if (position >= group.itemShares.length) {
      const longer = new Float64Array(Math.max(position + 1, group.itemShares.length * 2));
      longer.set(group.itemShares);
      group.itemShares = longer;
    }
    group.itemShares[position] += share;
  }
}

/** Places of the highest values above zero, highest first; earlier places win ties. */
function strongest(values: ArrayLike<number>): number[] {
  const places: number[] = [];
  for (let place = 0; place < values.length; place += 1) {
    const value = values[place];
    if (!(value > 0) || (places.length === mostEvidence && !(value > values[places[mostEvidence - 1]]))) continue;
    let rank = places.length;
    while (rank > 0 && values[places[rank - 1]] < value) rank -= 1;
    places.splice(rank, 0, place);
    if (places.length > mostEvidence) places.pop();
  }
  return places;
}
