import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { cloudwatchService } from '../cloudwatch/index.ts';
import { s3Service } from '../s3/index.ts';
import type { ServiceModule } from '../service/ServiceModule.ts';
import { valueAt, type Properties } from '../template/index.ts';
import { EngineClient, type CommandClient } from './EngineClient.ts';
import type { ConsumedCapacity } from './consumedCapacity.ts';
import { createAuthorizedClient } from './createAuthorizedClient.ts';
import { createTables } from './createTables.ts';
import { deleteTables } from './deleteTables.ts';
import { DynamoDBGateway } from './DynamoDBGateway.ts';
import { createExportApi, TableExports } from './exports/index.ts';
import { openEngineDoor } from './openEngineDoor.ts';
import { resourceTypes } from './resourceTypes.ts';
import { startDynamoDBEngine } from './startDynamoDBEngine.ts';

export interface RunningDynamoDB {
  /** `dynoxide`, `amazon` or the URL. */
  engine: string;
  /** Of the engine's process, for tests that stop it. */
  readonly pid: number | undefined;
  /** For other programs of this machine: a door with a secret, behind which no permission is asked for. */
  endpoint: string;
  /** Clients of the engine itself. */
  client: DynamoDBClient;
  engineClient: EngineClient;
  /** Every table of the template. */
  tableNames: string[];
  /** A client that asks the role's policies before each call. */
  clientOf(roleArn: string, session: string): CommandClient;
  exports: TableExports;
  /** Tells the ARN of each table that a service of the cloud has written to. */
  onWrite(listener: (tableArn: string) => void): void;
}

/** Of a table, or of the only replica of a global one. */
const hasPointInTimeRecovery = ({ PointInTimeRecoverySpecification, Replicas }: Properties): boolean =>
  [PointInTimeRecoverySpecification, valueAt(Replicas, '0', 'PointInTimeRecoverySpecification')].some(
    (specification) => String(valueAt(specification, 'PointInTimeRecoveryEnabled')) === 'true',
  );

/** Tables in an engine that runs as a process of its own. */
export const dynamodbService: ServiceModule<RunningDynamoDB> = {
  name: 'DynamoDB',
  resourceTypes,
  stateFolders: ['dynamodb'],
  plan: (template) => {
    const resources = template.ofType('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable');
    const tables = resources.map(({ ref, properties }) => ({ name: ref, properties }));
    const arns = new Map(resources.map(({ ref, attributes }) => [ref, String(attributes.Arn)]));
    return async ({ options, region, accountId, access, service, serve, onStop }) => {
      const { log, health } = options;
      const engine = await startDynamoDBEngine(options.dynamodb, options.stateFolder, { log, health });
      const { endpoint } = engine;
      onStop(() => engine.stop());
      const isOurs = engine.name !== endpoint;
      const door = isOurs
        ? await openEngineDoor(endpoint, (error) => log(`The door of ${engine.name} failed: ${error.message}`))
        : undefined;
      onStop(() => door?.close());
      const configuration = { endpoint, region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
      const client = new DynamoDBClient(configuration);
      const engineClient = new EngineClient(endpoint, { region, accessKeyId: 'local' });
      onStop(() => [client, engineClient].forEach((one) => one.destroy()));
      if (options.fresh) {
        await deleteTables(client, tables);
      }
      await createTables(client, tables);

      const { metrics } = service(cloudwatchService);
      const listeners: ((tableArn: string) => void)[] = [];
      const common = {
        endpoint,
        access,
        tableArn: (table: string) =>
          table.startsWith('arn:')
            ? table
            : (arns.get(table) ?? `arn:aws:dynamodb:${region}:${accountId}:table/${table}`),
        onWrite: (arn: string) => listeners.forEach((listener) => listener(arn)),
        // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
        onConsumed: ({ table, kind, units }: ConsumedCapacity) =>
          metrics.put({
            namespace: 'AWS/DynamoDB',
            name: `Consumed${kind}CapacityUnits`,
            dimensions: { TableName: table },
            timestamp: Date.now(),
            values: [units],
          }),
      };
      const exports = new TableExports({
        file: join(options.stateFolder, 'dynamodb', encodeURIComponent(engine.name), 'exports.json'),
        tables: resources.map(({ ref, properties }) => ({
          name: ref,
          arn: arns.get(ref)!,
          hasPointInTimeRecovery: hasPointInTimeRecovery(properties),
        })),
        client,
        engine: engineClient,
        buckets: service(s3Service),
        access,
        region,
        shortExports: options.shortExports ?? false,
        log,
      });
      onStop(() => exports.stop());
      serve(createExportApi(exports, access));
      const gateway = new DynamoDBGateway(common);
      onStop(() => gateway.close());
      serve(gateway);
      return {
        engine: engine.name,
        get pid() {
          return engine.pid;
        },
        endpoint: door?.url ?? endpoint,
        client,
        engineClient,
        tableNames: tables.map(({ name }) => name),
        exports,
        clientOf: (roleArn, session) => {
          const authorized = createAuthorizedClient({ ...common, region, roleArn, session });
          onStop(() => authorized.destroy());
          return authorized;
        },
        onWrite: (listener) => void listeners.push(listener),
      };
    };
  },
};
