import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { assumed, aws, endpointGigabytes, priceOf, type PriceName } from '../../scale/index.ts';
import { evidenceIndex } from '../../schema/contract/keys.ts';
import { isModelVersion } from '../../schema/contract/recommendationId.ts';
import type { CountedCosts, CountedUnits, CountScope } from '../../schema/generated/types.ts';
import { listDimensions, readMetricSums, type Counted } from './readMetricSums.ts';

export interface CostDependencies {
  cloudWatch: CloudWatchClient;
  apiId: string;
  tableNames: string[];
  /** MiB by the name of each function. */
  memory: ReadonlyMap<string, number>;
  /** Of pushes, which is an Express one. */
  workflowArn: string;
  /** What the names of endpoints begin with. */
  endpointPrefix: string;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** A line of the bill: the metrics that it adds up, each with how many units one of it is. */
interface Line extends Pick<CountedUnits, 'service' | 'unit'> {
  price: number;
  scope?: CountScope;
  counted: (Counted & { unitsOfOne?: number })[];
}

const hour = 3_600_000;
const secondsOfMillisecond = 1 / 1000;

/**
 * What AWS would charge for the last hours, by what its services told CloudWatch:
 * AppSync https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html,
 * DynamoDB https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html,
 * Lambda https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html,
 * Step Functions https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html,
 * SageMaker https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html
 * @param hours 1 to 336
 * @throws what CloudWatch's client throws
 */
export async function countCosts(hours: number, dependencies: CostDependencies): Promise<CountedCosts> {
  const { cloudWatch, clock } = dependencies;
  const until = new Date(clock());
  const from = new Date(until.getTime() - hours * hour);
  const lines = await drawUp(dependencies);
  const sums = await readMetricSums(
    cloudWatch,
    lines.flatMap(({ counted }) => counted),
    from,
    until,
  );
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    region: aws.region,
    pricedOn: aws.asOf,
    rows: lines.map(({ service, unit, price, scope = 'DEPLOYMENT', counted }) => {
      const units = counted.reduce((sum, { unitsOfOne = 1 }) => sum + sums.shift()! * unitsOfOne, 0);
      return { service, unit, units, price, dollars: units * price, scope };
    }),
  };
}

async function drawUp(dependencies: CostDependencies): Promise<Line[]> {
  const { cloudWatch, apiId, tableNames, memory, workflowArn, endpointPrefix } = dependencies;
  const [endpoints, jobs] = await Promise.all([
    listDimensions(cloudWatch, { namespace: 'AWS/SageMaker', name: 'ModelLatency' }, ({ EndpointName = '' }) =>
      isOfDeployment(EndpointName, endpointPrefix),
    ),
    listDimensions(
      cloudWatch,
      { namespace: 'AWS/States', name: 'ServiceIntegrationRunTime' },
      ({ ServiceIntegrationResourceArn = '' }) =>
        /:sagemaker:create(Training|Processing|Transform)Job\.sync/.test(ServiceIntegrationResourceArn),
    ),
  ]);
  const line = (
    service: string,
    unit: string,
    price: PriceName,
    counted: Line['counted'],
    more: { times?: number; scope?: CountScope } = {},
  ): Line => ({ service, unit, price: priceOf(price) * (more.times ?? 1), scope: more.scope, counted });
  const ofApi = metricOf('AWS/AppSync', { GraphQLAPIId: apiId });
  // The metrics of a table leave those of its indexes out.
  const ofTables = (name: string): Counted[] =>
    tableNames.flatMap((TableName) => [
      metricOf('AWS/DynamoDB', { TableName })(name),
      metricOf('AWS/DynamoDB', { TableName, GlobalSecondaryIndexName: evidenceIndex.name })(name),
    ]);
  const functions = [...memory].map(([FunctionName, megabytes]) => ({
    of: metricOf('AWS/Lambda', { FunctionName }),
    gigabytes: megabytes / 1024,
  }));
  const ofPushes = metricOf('AWS/States', { StateMachineArn: workflowArn });
  return [
    line('AppSync', 'queries and mutations', 'appSyncOperation', [ofApi('Latency', 'SampleCount')]),
    line('AppSync', 'real-time messages, by 5 KB', 'appSyncUpdate', [ofApi('OutboundMessages')]),
    line('AppSync', 'minutes of connections that ended', 'appSyncConnectionMinute', [
      { ...ofApi('ConnectionDuration'), unitsOfOne: secondsOfMillisecond / 60 },
    ]),
    line('DynamoDB', 'read request units', 'readUnit', ofTables('ConsumedReadCapacityUnits')),
    line('DynamoDB', 'write request units', 'writeUnit', ofTables('ConsumedWriteCapacityUnits')),
    line(
      'Lambda',
      'invocations',
      'lambdaRequest',
      functions.map(({ of }) => of('Invocations')),
    ),
    line(
      'Lambda',
      'GB-seconds',
      'lambdaGigabyteSecond',
      functions.map(({ of, gigabytes }) => ({ ...of('Duration'), unitsOfOne: secondsOfMillisecond * gigabytes })),
    ),
    line(
      'Step Functions',
      'transitions of Standard executions',
      'stateTransition',
      [metricOf('AWS/States', { ServiceMetric: 'StateTransition' })('ConsumedCapacity')],
      { scope: 'ACCOUNT' },
    ),
    line('Step Functions', 'Express executions', 'expressRequest', [ofPushes('ExecutionsStarted')]),
    line('Step Functions', 'GB-seconds of Express executions', 'expressGigabyteSecond', [
      {
        ...ofPushes('ExpressExecutionBilledDuration'),
        unitsOfOne: secondsOfMillisecond * assumed('workflowGigabytes'),
      },
    ]),
    line(
      'SageMaker',
      `seconds of the endpoint, with ${endpointGigabytes} GB`,
      'serverlessGigabyteSecond',
      // In microseconds.
      endpoints.map((dimensions) => ({ ...metricOf('AWS/SageMaker', dimensions)('ModelLatency'), unitsOfOne: 1e-6 })),
      { times: endpointGigabytes },
    ),
    line(
      'SageMaker',
      'seconds of jobs with their start, on ml.c5.xlarge',
      'instanceSecond',
      jobs.map((dimensions) => ({
        ...metricOf('AWS/States', dimensions)('ServiceIntegrationRunTime'),
        unitsOfOne: secondsOfMillisecond,
      })),
      { scope: 'ACCOUNT' },
    ),
  ];
}

const metricOf =
  (namespace: string, dimensions: Record<string, string>) =>
  (name: string, statistic: Counted['statistic'] = 'Sum'): Counted => ({ namespace, name, dimensions, statistic });

/** Not of another stage, whose prefix begins with this one. */
const isOfDeployment = (endpointName: string, prefix: string): boolean =>
  endpointName.startsWith(`${prefix}-`) && isModelVersion(endpointName.slice(prefix.length + 1));
