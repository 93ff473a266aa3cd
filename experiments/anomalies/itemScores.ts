import { hashText } from './hashText.ts';

/** What crowds do not do by themselves: come all at once, or all be new. */
export const itemTests = ['ITEM_RATE', 'NEW_USERS'] as const;
export type ItemTest = (typeof itemTests)[number];

/** What an item's earlier spells were like. */
export interface ItemPast {
  /** Visits of users; what a user does with the item at one go is one. */
  readonly visits: number;
  readonly newUserVisits: number;
  /** The mean of the highest rates of its spells, later ones weighing more. */
  readonly highestRate: number;
}

/** What is kept of an item: about 250 bytes of JSON. */
export interface ItemState {
  /** Of the last event, in milliseconds since the Unix epoch. */
  readonly last: number;
  /** Events, each half as much after five minutes. */
  readonly rate: number;
  readonly highestRate: number;
  readonly visits: number;
  readonly newUserVisits: number;
  /** Those who visited last, as hashes: what they do now is no visit of its own. */
  readonly visitors: readonly number[];
  /** The cumulative sum of Page (Biometrika 41, 1954) for a share of new users far above the past one. */
  readonly surprise: number;
  readonly past: ItemPast;
}

export const noPast: ItemPast = { visits: 0, newUserVisits: 0, highestRate: 0 };

const rateHalfLife = 300_000;
/** How many visits the share of the whole shop weighs against an item's own past. */
const shopWeight = 20;
/** An attack is taken to make this much of the visits that were not of new users into such. */
const attackShare = 0.6;
/** A spell weighs so much against the item's past. */
const spellWeight = 0.2;
/** Of visits, so that a past does not outweigh a change for ever. */
const pastKept = 5000;
const visitorsKept = 12;

/**
 * What follows from one more event, and what the tests make of it: scores of 1 and more.
 *
 * @param newUserShare the share of new users' visits in the whole shop
 */
export function updateItem(
  before: ItemState | undefined,
  { userId, time, isNewUser }: { userId: string; time: number; isNewUser: boolean },
  newUserShare: number,
): { state: ItemState; isVisit: boolean; scores: Record<ItemTest, number> } {
  const known = before ?? freshItem(noPast, time);
  const { past } = known;
  const rate = known.rate * 2 ** (-Math.max(0, time - known.last) / rateHalfLife) + 1;
  const visitor = hashText(userId);
  const isVisit = !known.visitors.includes(visitor);
  const usual = clamp((past.newUserVisits + shopWeight * newUserShare) / (past.visits + shopWeight), 0.02, 0.9);
  const attacked = usual + attackShare * (1 - usual);
  const gain = isNewUser ? Math.log(attacked / usual) : Math.log((1 - attacked) / (1 - usual));
  const state: ItemState = {
    last: Math.max(known.last, time),
    rate,
    highestRate: Math.max(known.highestRate, rate),
    visits: known.visits + Number(isVisit),
    newUserVisits: known.newUserVisits + Number(isVisit && isNewUser),
    visitors: isVisit ? [...known.visitors, visitor].slice(-visitorsKept) : known.visitors,
    surprise: isVisit ? Math.max(0, known.surprise + gain) : known.surprise,
    past,
  };
  return { state, isVisit, scores: { ITEM_RATE: rate / (1 + past.highestRate), NEW_USERS: 1 + state.surprise } };
}

/** What is past when a spell ends: only now does it become so, so that an attack does not teach its own beginning to be usual. */
export function pastAfter({ past, visits, newUserVisits, highestRate }: ItemState): ItemPast {
  const total = past.visits + visits;
  const kept = Math.min(1, pastKept / Math.max(1, total));
  return {
    visits: total * kept,
    newUserVisits: (past.newUserVisits + newUserVisits) * kept,
    highestRate: past.visits === 0 ? highestRate : past.highestRate + spellWeight * (highestRate - past.highestRate),
  };
}

/** An item at the beginning of a spell. */
export const freshItem = (past: ItemPast, last: number): ItemState => ({
  last,
  rate: 0,
  highestRate: 0,
  visits: 0,
  newUserVisits: 0,
  visitors: [],
  surprise: 0,
  past,
});

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
