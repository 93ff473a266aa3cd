import { cloudwatchService, sageMakerService, stepFunctionsService, type Cloud } from '../emulator/index.ts';
import { assumed, aws, endpointGigabytes, priceOf, type PriceName } from '../scale/index.ts';

/** What AWS charges for, as it was counted. */
export interface CountedUnits {
  service: 'AppSync' | 'DynamoDB' | 'Lambda' | 'Step Functions' | 'SageMaker';
  /** What is charged for, in the plural. */
  unit: string;
  units: number;
  /** For one. */
  price: number;
  dollars: number;
}

/** What was counted from an instant on, at list prices. */
export interface CountedCosts {
  from: string;
  until: string;
  region: string;
  /** The day on which the prices were looked up. */
  pricedOn: string;
  rows: CountedUnits[];
}

/** As long as the local CloudWatch keeps values. */
export const longestCostHours = 72;
const hour = 3_600_000;
const minute = 60_000;

/**
 * What AWS would charge for what the local cloud did in the last hours: the metrics of its services, the steps of
 * Standard executions without those inside of Map and Parallel, and the time of jobs. Free tiers are left out.
 * @param hours 1 to `longestCostHours`
 * @param now milliseconds since 1970
 */
export function countCosts(cloud: Cloud, hours: number, now = Date.now()): CountedCosts {
  const from = now - hours * hour;
  const { metrics } = cloud.service(cloudwatchService);
  const machines = cloud.service(stepFunctionsService);
  const { jobSpans } = cloud.service(sageMakerService);

  /** Of all metrics of that name, or of those of one resource. */
  const total = (namespace: string, name: string, resource?: string) =>
    metrics
      .list()
      .filter((metric) => metric.namespace === namespace && metric.name === name)
      .filter(({ dimensions }) => resource === undefined || Object.values(dimensions).includes(resource))
      .flatMap((metric) => [...metrics.read(metric, from / 1000, now / 1000 + 1, minute / 1000).values()])
      .map((distribution) => distribution.record())
      .reduce((sums, { sum, count }) => ({ sum: sums.sum + sum, count: sums.count + count }), { sum: 0, count: 0 });

  const sumOf = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0);
  const functions = cloud.template.ofType('AWS::Lambda::Function').map(({ ref, properties }) => ({
    calls: total('AWS/Lambda', 'Invocations', ref).sum,
    // 128 MB when the template says nothing.
    gigabyteSeconds: (total('AWS/Lambda', 'Duration', ref).sum / 1000) * (Number(properties.MemorySize ?? 128) / 1024),
  }));
  const transitions = cloud.template
    .ofType('AWS::StepFunctions::StateMachine')
    .filter(({ properties }) => properties.StateMachineType !== 'EXPRESS')
    .flatMap(({ ref }) => machines.list(ref))
    .flatMap(({ executionArn }) => machines.history(executionArn))
    .filter(({ type, timestamp }) => String(type).endsWith('StateEntered') && Number(timestamp) * 1000 >= from);
  const jobSeconds = jobSpans()
    .map(([start, end]) => Math.min(end, now) - Math.max(start, from))
    .map((milliseconds) => Math.max(0, Math.ceil(milliseconds / 1000)));

  const row = (
    service: CountedUnits['service'],
    unit: string,
    price: PriceName,
    units: number,
    times = 1,
  ): CountedUnits => ({
    ...{ service, unit, units, price: priceOf(price) * times },
    dollars: units * priceOf(price) * times,
  });
  return {
    from: new Date(from).toISOString(),
    until: new Date(now).toISOString(),
    region: aws.region,
    pricedOn: aws.asOf,
    rows: [
      row('AppSync', 'queries and mutations', 'appSyncOperation', total('AWS/AppSync', 'Latency').count),
      row('AppSync', 'real-time messages, by 5 KB', 'appSyncUpdate', total('AWS/AppSync', 'OutboundMessages').sum),
      row(
        'AppSync',
        'minutes of connections',
        'appSyncConnectionMinute',
        total('Emulator/AppSync', 'ConnectionTime').sum / minute,
      ),
      row('DynamoDB', 'read request units', 'readUnit', total('AWS/DynamoDB', 'ConsumedReadCapacityUnits').sum),
      row('DynamoDB', 'write request units', 'writeUnit', total('AWS/DynamoDB', 'ConsumedWriteCapacityUnits').sum),
      row('Lambda', 'invocations', 'lambdaRequest', sumOf(functions.map(({ calls }) => calls))),
      row(
        'Lambda',
        'GB-seconds',
        'lambdaGigabyteSecond',
        sumOf(functions.map(({ gigabyteSeconds }) => gigabyteSeconds)),
      ),
      row('Step Functions', 'transitions of Standard executions', 'stateTransition', transitions.length),
      row('Step Functions', 'Express executions', 'expressRequest', total('AWS/States', 'ExecutionsStarted').sum),
      row(
        'Step Functions',
        'GB-seconds of Express executions',
        'expressGigabyteSecond',
        (total('AWS/States', 'ExpressExecutionBilledDuration').sum / 1000) * assumed('workflowGigabytes'),
      ),
      row(
        'SageMaker',
        `seconds of the endpoint, with ${endpointGigabytes} GB`,
        'serverlessGigabyteSecond',
        total('AWS/SageMaker', 'ModelLatency').sum / 1e6,
        endpointGigabytes,
      ),
      row('SageMaker', 'seconds of jobs, on ml.c5.xlarge', 'instanceSecond', sumOf(jobSeconds)),
    ],
  };
}
