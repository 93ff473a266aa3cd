import type { Context } from '@aws-appsync/utils';
import { largestExplorationPool } from '../schema/contract/limits.ts';
import { maximumPolicyDays, type PolicyRequest } from '../schema/contract/metrics.ts';
import type { PolicyEvaluation, QueryEvaluatePolicyArgs } from '../schema/generated/types.ts';
import { requireNumber, requirePlacement } from './lib/checks.ts';
import { raiseFailure } from './lib/failure.ts';
import { requireDays } from './lib/requireDays.ts';

/** Asks the function `report-feedback` to judge a policy. */
export function request(ctx: Context<QueryEvaluatePolicyArgs>) {
  const { from, to, placement, policy, goal } = ctx.args;
  const payload: PolicyRequest = {
    kind: 'POLICY',
    from,
    to,
    placement: requirePlacement('placement', placement),
    goal: goal ?? 'CLICK',
    explorationDepth: requireNumber('policy.explorationDepth', policy.explorationDepth, 1, largestExplorationPool, 1),
  };
  requireDays(from, to, maximumPolicyDays);
  return { operation: 'Invoke', payload };
}

export function response(ctx: Context<QueryEvaluatePolicyArgs, object, undefined, undefined, PolicyEvaluation>) {
  if (ctx.error) raiseFailure(ctx.error);
  return ctx.result;
}
