import { assumed, priceOf, quotaOf } from './AwsTable.ts';
import type { Demand } from './demandOf.ts';
import { inferenceSeconds, lossAccepted } from './limitsOf.ts';
import { serversForLoss } from './queueing.ts';

/** Dollars an hour, by service. */
export interface Costs {
  appSync: number;
  tables: number;
  functions: number;
  endpoint: number;
  workflow: number;
  transfer: number;
}

const secondsPerHour = 3600;
/** Of a serverless endpoint (infra/config.ts). */
export const endpointGigabytes = 2;
const processorsOfInstance = 2;
const processorsOfServer = 2;
export const bytesPerGigabyte = 1e9;
/** AppSync charges an update for each 5 KB of a message. */
export const bytesOfUpdate = 5 * 1024;
const workflowSeconds = 1;

export const totalOf = (costs: Costs): number => Object.values(costs).reduce((sum, cost) => sum + cost, 0);

/**
 * What AWS charges for an hour of a load at list prices. Beyond what a serverless endpoint takes, instances.
 *
 * @param modelSeconds of the model for one list
 */
export function costsOf(demand: Demand, modelSeconds: number): Costs {
  const { requests, pushes, connections, answerBytes, inferences } = demand;
  const units = Object.values(demand.tables);
  const functions = Object.values(demand.functions);
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const perSecond = {
    appSync:
      (requests + pushes) * priceOf('appSyncOperation') +
      pushes * Math.ceil(demand.pushBytes / bytesOfUpdate) * priceOf('appSyncUpdate') +
      (connections / 60) * priceOf('appSyncConnectionMinute'),
    tables:
      sum(units.map(({ read }) => read)) * priceOf('readUnit') +
      sum(units.map(({ write }) => write)) * priceOf('writeUnit'),
    functions:
      sum(functions.map(({ calls }) => calls)) * priceOf('lambdaRequest') +
      sum(functions.map(({ busy, megabytes }) => (busy * megabytes) / 1024)) * priceOf('lambdaGigabyteSecond'),
    workflow:
      pushes *
      (priceOf('expressRequest') + workflowSeconds * assumed('workflowGigabytes') * priceOf('expressGigabyteSecond')),
    transfer: (answerBytes / bytesPerGigabyte) * priceOf('transferGigabyte'),
  };
  const busy = inferences * inferenceSeconds(modelSeconds);
  const containers = serversForLoss(busy, lossAccepted);
  const instances = Math.ceil(containers / processorsOfInstance);
  const endpoint =
    containers > quotaOf('serverlessEndpointConcurrency')
      ? instances * priceOf('endpointInstanceHour')
      : busy * endpointGigabytes * priceOf('serverlessGigabyteSecond') * secondsPerHour;
  return {
    appSync: perSecond.appSync * secondsPerHour,
    tables: perSecond.tables * secondsPerHour,
    functions: perSecond.functions * secondsPerHour,
    endpoint,
    workflow: perSecond.workflow * secondsPerHour,
    transfer: perSecond.transfer * secondsPerHour,
  };
}

/** Processor seconds a second of servers that do all of it themselves. */
export const busyOf = (demand: Demand, modelSeconds: number): number =>
  demand.requests * assumed('serverSeconds') +
  Object.values(demand.functions).reduce((sum, { busy }) => sum + busy, 0) +
  demand.inferences * modelSeconds;

/** Servers of the kind in scale/aws.json that answer a load at the utilization that is assumed there. */
export const serversOf = (demand: Demand, modelSeconds: number): number =>
  Math.ceil(busyOf(demand, modelSeconds) / processorsOfServer / assumed('serverUtilization'));

/** Dollars an hour of such a fleet, with the same tables and the same transfer; no balancer, no second zone, nobody's work. */
export const serverCosts = (fleet: number, { tables, transfer }: Costs): number =>
  fleet * priceOf('serverHour') + tables + transfer;
