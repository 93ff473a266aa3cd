import { proportionInterval } from '../../experiments/statistics/proportionInterval.ts';
import { estimateDistinct } from '../../experiments/statistics/distinctCount.ts';
import type { MetricKind } from '../../schema/contract/metrics.ts';
import type { ListMetrics, RateInterval } from '../../schema/generated/types.ts';

export type ListNumbers = Pick<
  ListMetrics,
  | 'impressions'
  | 'clicks'
  | 'carts'
  | 'conversions'
  | 'revenue'
  | 'clickRate'
  | 'cartRate'
  | 'conversionRate'
  | 'degradedShare'
  | 'itemsShown'
  | 'coverage'
>;

/** Adds up what people did with some lists. */
export class ListSums {
  readonly #sums: Record<MetricKind | 'revenue' | 'degraded', number> = {
    impressions: 0,
    clicks: 0,
    carts: 0,
    purchases: 0,
    revenue: 0,
    degraded: 0,
  };
  readonly #sketch = new Set<number>();

  add(sum: MetricKind | 'revenue', amount: number, isDegraded: boolean): void {
    this.#sums[sum] += amount;
    if (isDegraded && sum === 'impressions') this.#sums.degraded += amount;
  }

  addSketch(entries: Iterable<number>): void {
    for (const entry of entries) this.#sketch.add(entry);
  }

  get impressions(): number {
    return this.#sums.impressions;
  }

  /**
   * @param knowsItems whether there are sketches of just these lists
   * @param catalogueItems items in the catalogue, where known
   */
  toNumbers(knowsItems: boolean, catalogueItems: number | undefined): ListNumbers {
    const { impressions, clicks, carts, purchases, revenue, degraded } = this.#sums;
    const itemsShown = knowsItems ? Math.round(estimateDistinct(this.#sketch)) : null;
    return {
      impressions,
      clicks,
      carts,
      conversions: purchases,
      revenue,
      clickRate: rateOf(clicks, impressions),
      cartRate: rateOf(carts, impressions),
      conversionRate: rateOf(purchases, impressions),
      degradedShare: impressions > 0 ? degraded / impressions : null,
      itemsShown,
      coverage: itemsShown !== null && catalogueItems ? Math.min(1, itemsShown / catalogueItems) : null,
    };
  }
}

/** Clients that record no impressions leave nothing to compare with. */
function rateOf(successes: number, trials: number): RateInterval | null {
  const interval = successes <= trials ? proportionInterval(successes, trials) : undefined;
  return interval ? { value: interval.estimate, low: interval.low, high: interval.high } : null;
}
