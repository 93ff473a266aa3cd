import { util, type Context } from '@aws-appsync/utils';
import { quote } from '../schema/contract/checks.ts';
import { parseInstant } from '../schema/contract/instant.ts';
import { maximumMetricDays, type MetricsRequest } from '../schema/contract/metrics.ts';
import type { QueryRecommendationMetricsArgs, RecommendationMetrics } from '../schema/generated/types.ts';
import { requirePlacement } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';
import { invalidInput } from './lib/invalidInput.ts';

const millisecondsOfDay = 86_400_000;

/** Asks the function `report-feedback` to add up. */
export function request(ctx: Context<QueryRecommendationMetricsArgs>) {
  const { from, to, placement, groupBy } = ctx.args;
  const first = requireDay('from', from);
  const last = requireDay('to', to);
  if (last < first) invalidInput('to', quote(to), `the same day as \`from\` or a later one`);
  if (last - first > maximumMetricDays * millisecondsOfDay) {
    invalidInput('to', quote(to), `at most ${maximumMetricDays} days after \`from\``);
  }
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

/** The beginning of a day, in milliseconds since 1970. AWSDate may carry an offset, which days of UTC do not have. */
function requireDay(argument: string, day: string): number {
  const instant = util.matches('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', day) ? parseInstant(`${day}T00:00:00.000Z`) : null;
  if (instant === null) invalidInput(argument, quote(day), 'a day such as 2026-11-28, without an offset');
  return instant ?? 0;
}
