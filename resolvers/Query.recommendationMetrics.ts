import type { Context } from '@aws-appsync/utils';
import { maximumMetricDays, type MetricsRequest } from '../schema/contract/metrics.ts';
import type { QueryRecommendationMetricsArgs, RecommendationMetrics } from '../schema/generated/types.ts';
import { requirePlacement } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';
import { requireDays } from './lib/requireDays.ts';

/** Asks the function `report-feedback` to add up. */
export function request(ctx: Context<QueryRecommendationMetricsArgs>) {
  const { from, to, placement, groupBy } = ctx.args;
  requireDays(from, to, maximumMetricDays);
  const payload: MetricsRequest = {
    kind: 'METRICS',
    from,
    to,
    placement: placement === null || placement === undefined ? null : requirePlacement('placement', placement),
    groupBy: groupBy ?? null,
  };
  return { operation: 'Invoke', payload };
}

export function response(
  ctx: Context<QueryRecommendationMetricsArgs, object, undefined, undefined, RecommendationMetrics>,
) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
