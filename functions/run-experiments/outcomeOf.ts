import type { ExperimentSettings, VariantRow } from '../../schema/contract/experiments.ts';
import type { UserOutcome } from './ExperimentSums.ts';

/** What came of an exposure by the end of its window. Instants are when events were recorded: clients' clocks lie. */
export function outcomeOf(
  row: VariantRow,
  { goal, windowSeconds, revenueCap }: Pick<ExperimentSettings, 'goal' | 'windowSeconds' | 'revenueCap'>,
): UserOutcome {
  const end = Date.parse(row.exposedAt) + windowSeconds * 1000;
  const isIn = (instant: string | undefined): boolean => instant !== undefined && Date.parse(instant) <= end;
  const revenue = [...(row.paid ?? [])].reduce((sum, purchase) => {
    const [instant, price] = purchase.split('#');
    return isIn(instant) && Number.isFinite(Number(price)) ? sum + Number(price) : sum;
  }, 0);
  const happened = { CLICK: row.clickedAt, ADD_TO_CART: row.cartAt, PURCHASE: row.purchasedAt };
  const outcome =
    goal === 'REVENUE' ? Math.min(revenue, revenueCap ?? 1) / (revenueCap ?? 1) : Number(isIn(happened[goal]));
  return {
    variant: row.variant,
    outcome,
    revenue,
    guards: { DISLIKES: Number(isIn(row.dislikedAt)), DEGRADED: Number(isIn(row.degradedAt)) },
  };
}
