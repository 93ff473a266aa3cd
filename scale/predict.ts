import { assumed, quotaOf } from './AwsTable.ts';
import type { CountedOperations } from './CountedOperation.ts';
import { costsOf, serverCosts, serversOf, totalOf } from './costsOf.ts';
import type { Costs } from './costsOf.ts';
import { demandOf } from './demandOf.ts';
import type { Demand } from './demandOf.ts';
import { inferenceSeconds, limitsOf, lossAccepted } from './limitsOf.ts';
import type { Limit } from './limitsOf.ts';
import type { Profile } from './Profile.ts';
import { serversForLoss } from './queueing.ts';
import { rampOf } from './rampOf.ts';
import type { RampOutcome } from './rampOf.ts';

/** What a load takes, and what comes of it. */
export interface Prediction {
  load: number;
  demand: Demand;
  /** In the order in which they bind. */
  limits: Limit[];
  asDeployed: RampOutcome;
  /** With everything raised, provisioned and split as the limits say. */
  raised: RampOutcome;
  /** Seconds of a list, warm, and how long one takes that meets a new execution environment. */
  latency: { stored: number; scored: number; cold: number };
  /** Dollars an hour at this load. */
  costs: Costs;
  dollarsPerHour: number;
  dollarsPerMillion: number;
  servers: { count: number; dollarsPerHour: number };
  /** Dollars of a day with the profile's hours: what is used is paid; servers stand all day for the peak. */
  day: { serverless: number; servers: number; serversByTheHour: number };
}

/** Of the model for one list, with 27,000 items at half of its load: bench/results/model.md, 2026-11-21. */
export const measuredModelSeconds = 0.00083;
/** infra/config.ts. */
const deployedContainers = 20;
const scoring = 'ScoreCandidates';
/** More than any load takes; infinity has no differences. */
const plenty = Number.MAX_SAFE_INTEGER;

/** @param modelSeconds of the model for one list, as measured by `npm run bench:model` */
export function predict(
  profile: Profile,
  counted: CountedOperations,
  modelSeconds = measuredModelSeconds,
): Prediction[] {
  return profile.loads.map((load) => {
    const demand = demandOf(profile, counted, load);
    const costs = costsOf(demand, modelSeconds);
    const count = serversOf(demand, modelSeconds);
    const containers = serversForLoss(demand.inferences * inferenceSeconds(modelSeconds), lossAccepted);
    const asDeployed = {
      executions: quotaOf('lambdaConcurrency'),
      provisioned: 0,
      containers: deployedContainers,
      containersAreWarm: false,
      tokens: quotaOf('appSyncRequestTokens'),
    };
    const raised = {
      ...{ executions: plenty, tokens: plenty, provisioned: plenty },
      containers,
      containersAreWarm: true,
    };
    const dollarsPerHour = totalOf(costs);
    return {
      ...{ load, demand, costs, dollarsPerHour },
      limits: limitsOf(profile, counted, load, modelSeconds),
      asDeployed: rampOf(profile, counted, load, modelSeconds, asDeployed),
      raised: rampOf(profile, counted, load, modelSeconds, raised),
      latency: latencyOf(demand),
      dollarsPerMillion: (dollarsPerHour / 3600 / load) * 1e6,
      servers: { count, dollarsPerHour: serverCosts(count, costs) },
      day: dayOf(profile, counted, load, modelSeconds, count),
    };
  });
}

function latencyOf({ functions }: Demand): Prediction['latency'] {
  const { calls = 0, busy = 0 } = functions[scoring] ?? {};
  const stored = assumed('appSyncSeconds') + (assumed('tableCallsOfList') - 1) * assumed('tableSeconds');
  const scored =
    assumed('appSyncSeconds') +
    assumed('tableCallsOfList') * assumed('tableSeconds') +
    assumed('invokeSeconds') +
    assumed('endpointSeconds') +
    (calls === 0 ? 0 : busy / calls);
  return { stored, scored, cold: scored + assumed('lambdaColdSeconds') };
}

function dayOf(
  profile: Profile,
  counted: CountedOperations,
  load: number,
  modelSeconds: number,
  count: number,
): Prediction['day'] {
  const day = { serverless: 0, servers: 0, serversByTheHour: 0 };
  for (const share of profile.hoursOfDay) {
    if (share === 0) continue;
    const demand = demandOf(profile, counted, load * share);
    const costs = costsOf(demand, modelSeconds);
    day.serverless += totalOf(costs);
    day.servers += serverCosts(count, costs);
    day.serversByTheHour += serverCosts(serversOf(demand, modelSeconds), costs);
  }
  return day;
}
