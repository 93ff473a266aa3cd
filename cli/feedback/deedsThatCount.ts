import type { Anomaly } from '../../schema/generated/types.ts';
import type { Deed, SeenList, Visit } from './Crowd.ts';

/** What was done with the lists of a variant. */
export interface VariantTally {
  /** Users who saw a list of it, and those of them who clicked something. */
  users: number;
  clickers: number;
  impressions: number;
  clicks: number;
  carts: number;
  conversions: number;
  revenue: number;
}

const isClick = ({ eventType }: Deed): boolean => eventType === 'CLICK' || eventType === 'VIEW';

/**
 * What the API must have counted for a placement, by variant, reckoned from what it was told: everything of each list
 * once, and of whoever was marked what came before the mark. Users who were marked are none of an experiment's.
 */
export function deedsThatCount(
  visits: readonly Visit[],
  placement: string,
  anomalies: readonly Pick<Anomaly, 'userId' | 'events'>[],
): Map<string, VariantTally> {
  const marks = new Map(anomalies.map(({ userId, events }) => [userId, events]));
  const tallies = new Map<string, VariantTally>();
  for (const { userId, lists } of visits) {
    const mark = marks.get(userId);
    let watched = 0;
    for (const { list, deeds } of lists) {
      // The guard watches everything but impressions, and holds back from the event on that it finds.
      const counted = deeds.filter((deed) => {
        if (deed.eventType !== 'IMPRESSION') watched += 1;
        return mark === undefined || watched < mark;
      });
      if (list.placement === placement) addTo(tallies, list, counted, mark !== undefined);
    }
  }
  return tallies;
}

function addTo(tallies: Map<string, VariantTally>, list: SeenList, deeds: Deed[], isMarked: boolean): void {
  const variant = list.variant ?? '';
  const tally = tallies.get(variant) ?? {
    users: 0,
    clickers: 0,
    impressions: 0,
    clicks: 0,
    carts: 0,
    conversions: 0,
    revenue: 0,
  };
  tallies.set(variant, tally);
  const itemsOf = (counts: (deed: Deed) => boolean): number =>
    new Set(deeds.filter(counts).map(({ itemId }) => itemId)).size;
  const ofType = (type: Deed['eventType']) => itemsOf(({ eventType }) => eventType === type);
  tally.impressions += ofType('IMPRESSION');
  tally.clicks += itemsOf(isClick);
  tally.carts += ofType('ADD_TO_CART');
  tally.conversions += ofType('PURCHASE');
  tally.revenue += deeds
    .filter(({ eventType }) => eventType === 'PURCHASE')
    .reduce((sum, { eventValue = 0 }) => sum + eventValue, 0);
  if (isMarked || ofType('IMPRESSION') === 0) return;
  tally.users += 1;
  if (deeds.some(isClick)) tally.clickers += 1;
}
