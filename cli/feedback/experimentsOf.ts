import type { PutExperimentInput, PutPlacementInput } from '../../schema/generated/types.ts';

type Started = Omit<PutExperimentInput, 'status'>;

export const home = 'home';
export const offers = 'offers';
export const clearance = 'clearance';
export const favourites = 'favourites';

const pinnedItems = 5;
/** Seconds: people here do at once what they do. */
const windowSeconds = 10;

/** What is compared with what, so that the truth is no secret: the order in which people like the items is known. */
export interface DemoExperiments {
  /** What the second placement shows before: middling items, as somebody chose them once. */
  placement: PutPlacementInput;
  /** Half of the people see what nobody likes where the model's list was. */
  fixed: Started;
  /** A bandit finds out which of three choices people like. */
  bandit: Started;
}

/** @param byLiking ids of items, those that most people like first */
export function experimentsOf(byLiking: readonly string[]): DemoExperiments {
  const pin = (from: number) => ({
    pinned: byLiking.slice(from, from + pinnedItems).map((itemId) => ({ itemId })),
  });
  const least = pin(byLiking.length - pinnedItems);
  return {
    placement: { placement: offers, settings: pin(Math.floor(byLiking.length / 4)) },
    fixed: {
      experimentId: 'home-clearance',
      placement: home,
      variants: [
        { variant: 'control', share: 0.5 },
        { variant: clearance, share: 0.5, settings: least },
      ],
      goal: 'CLICK',
      windowSeconds,
      expectedRate: 0.2,
      smallestEffect: -0.1,
    },
    bandit: {
      experimentId: 'offers-bandit',
      placement: offers,
      variants: [
        { variant: 'control', share: 0.3334 },
        { variant: favourites, share: 0.3333, settings: pin(0) },
        { variant: clearance, share: 0.3333, settings: least },
      ],
      goal: 'CLICK',
      windowSeconds,
      expectedRate: 0.2,
      smallestEffect: 0.1,
      allocation: 'BANDIT',
      smallestShare: 0.1,
    },
  };
}
