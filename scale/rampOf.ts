import { assumed, quotaOf } from './AwsTable.ts';
import type { CountedOperations } from './CountedOperation.ts';
import { demandOf } from './demandOf.ts';
import { executionsOf, inferenceSeconds } from './limitsOf.ts';
import type { Profile } from './Profile.ts';
import { erlangB } from './queueing.ts';

/** What there is to serve with. */
export interface Capacity {
  /** Executions of Lambda at once, in the account. */
  executions: number;
  /** Of the scoring function, that are there before the ramp. */
  provisioned: number;
  /** Of the endpoint, at once. */
  containers: number;
  /** Whether containers of the endpoint are there before they are needed, as instances are. */
  containersAreWarm: boolean;
  /** AppSync's tokens a second. */
  tokens: number;
}

/** What becomes of those who come on the way up and at the peak. Shares of 0 to 1. */
export interface RampOutcome {
  /** Of requests, at the peak and over the ramp: refused with an error that may be tried again. */
  refusedAtPeak: number;
  refusedInRamp: number;
  /** Of scored lists: degraded because no container was free, or because it had just been made. */
  degradedAtPeak: number;
  degradedInRamp: number;
  /** Of scored lists in the ramp: by an execution environment that had just been made. */
  coldInRamp: number;
}

const scoring = 'ScoreCandidates';

/**
 * A fluid simulation in steps of a second: as many execution environments and containers as the load keeps at work, no
 * more new ones in ten seconds than Lambda makes; containers lose who finds none free (Erlang's B).
 */
export function rampOf(
  profile: Profile,
  counted: CountedOperations,
  load: number,
  modelSeconds: number,
  capacity: Capacity,
): RampOutcome {
  const { peakFactor, rampSeconds } = profile;
  const peak = demandOf(profile, counted, load);
  const scored = peak.functions[scoring] ?? { calls: 0, busy: 0 };
  const perRequest = { calls: scored.calls / load, busy: scored.busy / load, inferences: peak.inferences / load };
  const others = Object.entries(peak.functions)
    .filter(([name]) => name !== scoring)
    .reduce((sum, [, one]) => sum + executionsOf(one) / load, 0);
  const needed = (rate: number): number =>
    executionsOf({ calls: perRequest.calls * rate, busy: perRequest.busy * rate });
  const busyContainers = (rate: number): number => perRequest.inferences * rate * inferenceSeconds(modelSeconds);
  const tokensRefused = (rate: number): number =>
    Math.max(0, 1 - capacity.tokens / (rate * (1 + peak.pushes / peak.requests)));
  const calmLoad = load / peakFactor;
  let environments = Math.max(capacity.provisioned, needed(calmLoad));
  let containers = Math.min(capacity.containers, busyContainers(calmLoad));
  const sum = { requests: 0, refused: 0, lists: 0, degraded: 0, cold: 0 };
  const step = (rate: number): { refused: number; degraded: number; cold: number } => {
    const room = Math.max(0, capacity.executions - others * rate);
    const grown = Math.min(
      Math.max(environments, needed(rate)),
      environments + quotaOf('lambdaScalingRate') / 10,
      Math.max(room, 0),
    );
    const madeEnvironments = Math.max(0, grown - environments);
    environments = grown;
    const lists = perRequest.calls * rate;
    const throttled = Math.max(0, 1 - environments / Math.max(needed(rate), 1e-9));
    const cold = Math.min(1, madeEnvironments / Math.max(lists, 1e-9));
    const load = busyContainers(rate);
    const lost = erlangB(Math.floor(capacity.containers), load);
    const madeContainers = capacity.containersAreWarm
      ? 0
      : Math.max(0, Math.min(load, capacity.containers) - containers);
    containers = Math.max(containers, Math.min(load, capacity.containers));
    const isTooSlow = assumed('endpointColdSeconds') * 1000 > profile.maxLatencyMs;
    // Until a container that has just been made answers, everybody who comes to it gets a degraded list.
    const waitsForContainer = isTooSlow
      ? Math.min(1, (madeContainers * assumed('endpointColdSeconds')) / Math.max(load, 1e-9))
      : 0;
    const lambdaTooSlow = assumed('lambdaColdSeconds') * 1000 > profile.maxLatencyMs ? cold : 0;
    const degraded = 1 - (1 - lost) * (1 - waitsForContainer) * (1 - lambdaTooSlow);
    const shareOfLists = lists / rate;
    return { refused: 1 - (1 - tokensRefused(rate)) * (1 - throttled * shareOfLists), degraded, cold };
  };
  for (let second = 1; second <= rampSeconds; second += 1) {
    const rate = calmLoad + ((load - calmLoad) * second) / rampSeconds;
    const { refused, degraded, cold } = step(rate);
    const lists = perRequest.calls * rate;
    sum.requests += rate;
    sum.refused += rate * refused;
    sum.lists += lists;
    sum.degraded += lists * degraded;
    sum.cold += lists * cold;
  }
  // Minutes later everything that can be there is.
  for (let second = 0; second < 600; second += 1) step(load);
  const atPeak = step(load);
  return {
    refusedAtPeak: atPeak.refused,
    degradedAtPeak: atPeak.degraded,
    refusedInRamp: sum.refused / sum.requests,
    degradedInRamp: sum.lists === 0 ? 0 : sum.degraded / sum.lists,
    coldInRamp: sum.lists === 0 ? 0 : sum.cold / sum.lists,
  };
}
