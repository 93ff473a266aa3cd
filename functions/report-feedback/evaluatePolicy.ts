import { estimatePolicy } from '../../experiments/off-policy/estimatePolicy.ts';
import type { LoggedDecision } from '../../experiments/off-policy/LoggedDecision.ts';
import { rankShares } from '../../experiments/off-policy/rankShares.ts';
import type { ExploredPlace } from '../../schema/contract/recommendationId.ts';
import { largestExplorationPool } from '../../schema/contract/limits.ts';
import { exploredSum, type MetricKind, type PolicyRequest } from '../../schema/contract/metrics.ts';
import type { PolicyEvaluation } from '../../schema/generated/types.ts';
import type { Reporting } from './reportMetrics.ts';

const sumOfGoal: Record<PolicyRequest['goal'], MetricKind | 'revenue'> = {
  CLICK: 'clicks',
  ADD_TO_CART: 'carts',
  PURCHASE: 'purchases',
  REVENUE: 'revenue',
};
const sumForm = /^impressions_([1-9]\d?)_([1-9]\d?)$/;

/**
 * What explored places would have brought under another policy, by the sums of what was drawn there. The chance of each
 * draw is known, so IPS, SNIPS and the doubly robust estimate apply; what groups of users did is independent. A row of
 * another form costs only itself.
 */
export async function evaluatePolicy(
  request: PolicyRequest,
  { table, onSkipped }: Reporting,
): Promise<PolicyEvaluation> {
  const { placement, from, to, goal, explorationDepth } = request;
  const decisions: LoggedDecision[] = [];
  let shallow = 0;
  let skipped = 0;
  for await (const rows of table.explored(placement, from, to)) {
    for (const row of rows) {
      const group = String(row.sk).split('#')[1];
      for (const [name, count] of Object.entries(row)) {
        const place = placeOf(name);
        if (!place) continue;
        const brought = row[exploredSum(sumOfGoal[goal], place)] ?? 0;
        if (group === undefined || !isAmount(count) || !isAmount(brought)) {
          skipped += 1;
          continue;
        }
        if (place.pool < explorationDepth) shallow += count;
        decisions.push(decisionOf(place, { group, count, brought, explorationDepth }));
      }
    }
  }
  if (skipped > 0) onSkipped('Sums of explored places of another form', skipped);
  const explored = decisions.reduce((sum, { count = 0 }) => sum + count, 0);
  const groups = new Set(decisions.map(({ userId }) => userId)).size;
  const nothing = {
    logged: null,
    ips: null,
    snips: null,
    doublyRobust: null,
    effectiveDecisions: 0,
    greatestWeight: 0,
  };
  const estimate = groups < 2 ? nothing : estimatePolicy(decisions);
  return {
    explored,
    groups,
    logged: estimate.logged,
    ips: estimate.ips,
    snips: estimate.snips,
    doublyRobust: estimate.doublyRobust,
    effectiveDecisions: estimate.effectiveDecisions,
    greatestWeight: estimate.greatestWeight,
    shallowShare: explored > 0 ? shallow / explored : null,
  };
}

/** What an attribute of a row is about; undefined for any other attribute. */
function placeOf(name: string): ExploredPlace | undefined {
  const [, pool, rank] = (sumForm.exec(name) ?? []).map(Number);
  return pool !== undefined && pool <= largestExplorationPool && rank <= pool ? { pool, rank } : undefined;
}

function decisionOf(
  { pool, rank }: ExploredPlace,
  sums: { group: string; count: number; brought: number; explorationDepth: number },
): LoggedDecision {
  const { group, count, brought, explorationDepth } = sums;
  const target = rankShares(pool, explorationDepth);
  return {
    userId: group,
    shown: String(rank),
    reward: brought / count,
    count,
    actions: rankShares(pool).map((propensity, place) => ({
      action: String(place + 1),
      propensity,
      targetPropensity: target[place],
    })),
  };
}

const isAmount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
