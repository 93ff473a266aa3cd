import { DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchClient, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type {
  Alarm,
  DeploymentHealth,
  EndpointHealth,
  StreamHealth,
  TableHealth,
} from '../../schema/generated/types.ts';
import type { ModelsTable } from '../shared/ModelsTable.ts';
import type { FailureMessages } from './FailureMessages.ts';

export interface HealthDependencies {
  cloudWatch: CloudWatchClient;
  tables: DynamoDBDocumentClient;
  /** ARNs. */
  tableArns: string[];
  models: ModelsTable;
  messages: FailureMessages;
  /** SageMaker's word for the state of an endpoint. Throws EndpointUnknownError. */
  describeEndpoint(endpointName: string): Promise<string>;
  /** Of the function that takes the stream in. */
  streamFunction: string;
  /** What the names of the deployment's alarms begin with. */
  alarmPrefix: string;
  /** Milliseconds since 1970. */
  clock: () => number;
  onTrouble(what: string, cause: unknown): void;
}

const streamWindow = 15 * 60_000;
const minute = 60;

/** Asks every part how it is; one that does not answer is null, and stops no other. */
export async function measureDeployment(dependencies: HealthDependencies): Promise<DeploymentHealth> {
  const { clock, messages, onTrouble } = dependencies;
  const orNull = <Part>(what: string, part: Promise<Part>): Promise<Part | null> =>
    part.catch((cause: unknown) => {
      onTrouble(`${what} did not answer`, cause);
      return null;
    });
  const [alarms, tables, stream, endpoint, deadLetters] = await Promise.all([
    orNull('CloudWatch (alarms)', readAlarms(dependencies)),
    orNull('DynamoDB', readTables(dependencies)),
    orNull('CloudWatch (stream)', readStream(dependencies)),
    orNull('SageMaker', readEndpoint(dependencies)),
    orNull('SQS', messages.waiting()),
  ]);
  return { checkedAt: new Date(clock()).toISOString(), alarms, tables, stream, endpoint, deadLetters };
}

async function readAlarms({ cloudWatch, alarmPrefix }: HealthDependencies): Promise<Alarm[]> {
  const found: MetricAlarm[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: alarmPrefix, NextToken }));
    found.push(...(page.MetricAlarms ?? []));
    ({ NextToken } = page);
  } while (NextToken);
  return found
    .map(({ AlarmName = '', StateValue, StateReason, StateUpdatedTimestamp, AlarmDescription }) => ({
      name: AlarmName,
      state: StateValue ?? 'INSUFFICIENT_DATA',
      reason: StateReason ?? null,
      since: StateUpdatedTimestamp?.toISOString() ?? null,
      description: AlarmDescription ?? null,
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

async function readTables({ tables, tableArns }: HealthDependencies): Promise<TableHealth[]> {
  return Promise.all(
    tableArns.map(async (arn) => {
      const { Table } = await tables.send(new DescribeTableCommand({ TableName: nameOfTable(arn) }));
      return {
        name: nameOfTable(arn),
        status: Table?.TableStatus ?? 'UNKNOWN',
        rows: Table?.ItemCount ?? null,
        bytes: Table?.TableSizeBytes ?? null,
      };
    }),
  );
}

/** @param tableArn `arn:…:table/<name>` */
export const nameOfTable = (tableArn: string): string => tableArn.slice(tableArn.lastIndexOf('/') + 1);

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
async function readStream({ cloudWatch, streamFunction, clock }: HealthDependencies): Promise<StreamHealth> {
  const query = (Id: string, MetricName: string, Stat: string) => ({
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/Lambda',
        MetricName,
        Dimensions: [{ Name: 'FunctionName', Value: streamFunction }],
      },
      Period: minute,
      Stat,
    },
  });
  const end = clock();
  const { MetricDataResults = [] } = await cloudWatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: [
        query('age', 'IteratorAge', 'Maximum'),
        query('batches', 'Invocations', 'Sum'),
        query('errors', 'Errors', 'Sum'),
      ],
      StartTime: new Date(end - streamWindow),
      EndTime: new Date(end),
    }),
  );
  const valuesOf = (id: string): number[] => MetricDataResults.find(({ Id }) => Id === id)?.Values ?? [];
  const sumOf = (id: string): number => valuesOf(id).reduce((sum, value) => sum + value, 0);
  const ages = valuesOf('age');
  return {
    iteratorAgeMs: ages.length === 0 ? null : Math.max(...ages),
    batches: sumOf('batches'),
    errors: sumOf('errors'),
  };
}

async function readEndpoint({ models, describeEndpoint }: HealthDependencies): Promise<EndpointHealth | null> {
  const live = await models.live();
  if (!live) return null;
  const { modelVersion, endpointName } = live.champion;
  return { modelVersion, status: await describeEndpoint(endpointName) };
}
