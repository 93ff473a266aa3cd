import type { Reason, ReasonCode } from '../contract/index.ts';

/** How many history items and attributes a reason names. */
const mostEvidence = 3;

interface AttributeShares {
  readonly names: string[];
  readonly shares: number[];
}

/** The shares of one code for every item of the list. */
interface Group {
  readonly code: ReasonCode;
  /** Per place of the list. */
  totals: Float64Array;
  /** Per place: 1 where something was added. */
  used: Uint8Array;
  /** Per place, then per event of the history. */
  eventShares: Float64Array;
  /** Whether any event has a share. */
  hasEvents: boolean;
  /** Per place: attributes and, in the same order, their shares; undefined where none has any. */
  readonly attributes: (AttributeShares | undefined)[];
}

/**
 * Collects what speaks for the items of one list and turns it into reasons. Shares of events come in as arrays, because
 * a list has thousands of them; the tables are kept from list to list.
 */
export class ReasonTable {
  readonly #itemIds: readonly string[];
  /** The groups of this list, and all that were ever made, for reuse. */
  readonly #groups: Group[] = [];
  readonly #known = new Map<ReasonCode, Group>();
  #places = 0;
  #history: Uint32Array = new Uint32Array(0);
  #eventOfItem: Map<number, number> | undefined;
  #factors: ArrayLike<number> = [];
  #firstEvent = 0;

  constructor(itemIds: readonly string[]) {
    this.#itemIds = itemIds;
  }

  /** Forgets the last list and makes room for one of that many places, for a history of these items. */
  begin(places: number, history: Uint32Array): void {
    this.#places = places;
    this.#history = history;
    this.#eventOfItem = undefined;
    this.#groups.length = 0;
  }

  /** From here on shares of place p count factors[p] times, and event 0 is event `firstEvent` of the history. */
  setFactors(factors: ArrayLike<number>, firstEvent: number): void {
    this.#factors = factors;
    this.#firstEvent = firstEvent;
  }

  /** Adds the shares of `events` events, a row per place. */
  addEvents(code: ReasonCode, shares: ArrayLike<number>, events: number): void {
    const group = this.#groupOf(code);
    group.hasEvents = true;
    const { totals, used, eventShares } = group;
    const width = this.#history.length;
    for (let place = 0; place < this.#places; place += 1) {
      const factor = this.#factors[place];
      if (factor === 0) continue;
      const from = place * events;
      const to = place * width + this.#firstEvent;
      let total = 0;
      for (let event = 0; event < events; event += 1) {
        const share = shares[from + event] * factor;
        if (share === 0) continue;
        total += share;
        eventShares[to + event] += share;
        used[place] = 1;
      }
      totals[place] += total;
    }
  }

  /** Adds one part of the score of the item at `place`. */
  add(place: number, code: ReasonCode, share: number, itemIndex?: number, attribute?: string): void {
    const scaled = share * this.#factors[place];
    if (scaled === 0) return;
    const group = this.#groupOf(code);
    group.used[place] = 1;
    group.totals[place] += scaled;
    if (itemIndex !== undefined) {
      this.#eventOfItem ??= new Map(Array.from(this.#history, (item, event) => [item, event]));
      const event = this.#eventOfItem.get(itemIndex);
      if (event !== undefined) group.eventShares[place * this.#history.length + event] += scaled;
      group.hasEvents = true;
    }
    if (attribute !== undefined) {
      const { names, shares } = (group.attributes[place] ??= { names: [], shares: [] });
      const known = names.indexOf(attribute);
      if (known >= 0) shares[known] += scaled;
      else {
        names.push(attribute);
        shares.push(scaled);
      }
    }
  }

  /** Names an event as evidence for a share that was added without one: the event's part of it. */
  credit(place: number, code: ReasonCode, share: number, event: number): void {
    const scaled = share * this.#factors[place];
    if (scaled === 0) return;
    const group = this.#groupOf(code);
    group.eventShares[place * this.#history.length + this.#firstEvent + event] += scaled;
    group.hasEvents = true;
  }

  /**
   * Reasons for the item at `place`: one per code, the strongest first, with the history items and attributes that speak
   * most for it. Every share counts in its code's, so that the reasons add up to what was added.
   */
  reasonsOf(place: number): Reason[] {
    const reasons: Reason[] = [];
    const width = this.#history.length;
    for (const { code, used, totals, eventShares, hasEvents, attributes } of this.#groups) {
      if (used[place] === 0) continue;
      const start = place * width;
      const itemIds: string[] = [];
      if (hasEvents) {
        for (const at of strongest(eventShares, start, start + width)) {
          itemIds.push(this.#itemIds[this.#history[at - start]]);
        }
      }
      const named = attributes[place];
      const strongestNames =
        named === undefined ? [] : strongest(named.shares, 0, named.shares.length).map((at) => named.names[at]);
      reasons.push({ code, evidence: { itemIds, attributes: strongestNames }, share: totals[place] });
    }
    return reasons.sort((a, b) => b.share - a.share);
  }

  #groupOf(code: ReasonCode): Group {
    for (let index = 0; index < this.#groups.length; index += 1) {
      if (this.#groups[index].code === code) return this.#groups[index];
    }
    const cells = this.#places * this.#history.length;
    let group = this.#known.get(code);
    if (group === undefined || group.totals.length < this.#places || group.eventShares.length < cells) {
      group = {
        code,
        totals: new Float64Array(this.#places),
        used: new Uint8Array(this.#places),
        eventShares: new Float64Array(cells),
        hasEvents: false,
        attributes: [],
      };
      this.#known.set(code, group);
    } else {
      group.totals.fill(0);
      group.used.fill(0);
      group.eventShares.fill(0, 0, cells);
      group.hasEvents = false;
      group.attributes.length = 0;
    }
    this.#groups.push(group);
    return group;
  }
}

/** Where the highest values above zero are between `start` and `end`, highest first; earlier ones win ties. */
function strongest(values: ArrayLike<number>, start: number, end: number): number[] {
  const places: number[] = [];
  // What a value must be above to be named.
  let bar = 0;
  for (let place = start; place < end; place += 1) {
    const value = values[place];
    if (!(value > bar)) continue;
    let rank = Math.min(places.length, mostEvidence - 1);
    for (; rank > 0 && values[places[rank - 1]] < value; rank -= 1) places[rank] = places[rank - 1];
    places[rank] = place;
    if (places.length === mostEvidence) bar = values[places[mostEvidence - 1]];
  }
  return places;
}
