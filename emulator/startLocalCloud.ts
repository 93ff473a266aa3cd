import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { CloudPlan } from './cloud/CloudPlan.ts';
import type { CloudServices } from './cloud/CloudServices.ts';
import { CloudInvalid } from './cloud/errors.ts';
import { assertPortFree } from './cloud/assertPortFree.ts';
import { emptyState } from './cloud/emptyState.ts';
import { ModelLifecycle } from './cloud/ModelLifecycle.ts';
import { planCloud } from './cloud/planCloud.ts';
import { startApi } from './cloud/startApi.ts';
import { StateLock } from './cloud/StateLock.ts';
import {
  createAuthorizedClient,
  createTables,
  deleteTables,
  DynamoDBGateway,
  findStream,
  startDynamoDBEngine,
} from './dynamodb/index.ts';
import { AwsGateway, type AwsService } from './gateway/index.ts';
import {
  AccessControl,
  LocalKeys,
  loadTlsCertificate,
  Policies,
  RoleCredentials,
  UserPool,
  type TokenRequest,
} from './identity/index.ts';
import { deployCode, LambdaFunction, LambdaService, sandboxEnvironment } from './lambda/index.ts';
import { freePort } from './processes/index.ts';
import { createQueueService, Queues } from './queues/index.ts';
import { SageMakerRuntimeService } from './sagemaker/index.ts';
import { createStateMachineService, StateMachines } from './step-functions/index.ts';
import { ShardReader, StreamPoller, StreamPositions } from './streams/index.ts';

export interface LocalCloudOptions {
  /** `cdk.out`: what `cdk synth` wrote. */
  templateFolder: string;
  /** Where everything that lasts is kept. */
  stateFolder: string;
  /** Of the API; 0 takes a free one. */
  port: number;
  /** `dynoxide`, `amazon` or a URL. @defaultValue the best that this machine can run */
  dynamodb?: string;
  /** Empties the tables and forgets the model first; keys stay. */
  fresh?: boolean;
  /** Told in one line what goes wrong while the cloud runs. */
  log?(line: string): void;
}

/** The tables of the API by what they hold; `all` has every table of the template. */
export interface CloudTables {
  userData: string;
  catalogue: string;
  counters: string;
  all: string[];
}

export interface LocalCloud {
  graphqlUrl: string;
  /** The same over https, with the certificate of `tls/authority.pem` in the state folder. */
  secureGraphqlUrl: string;
  realtimeUrl: string;
  secureRealtimeUrl: string;
  apiKey: string;
  region: string;
  pid: number;
  /** Of the engine itself, where no permission is asked for. */
  dynamodbUrl: string;
  dynamodb: DynamoDBClient;
  engine: string;
  tables: CloudTables;
  model: ModelLifecycle;
  lambda: LambdaService;
  stateMachines: StateMachines;
  queues: Queues;
  plan: CloudPlan;
  /** Resolves when the functions have seen everything that is in the streams now. */
  streamsRead(): Promise<void>;
  /** A signed token of the user pool. `expiresIn` in seconds. */
  token(user: string, groups?: string[], expiresIn?: number, use?: TokenRequest['use']): Promise<string>;
  /** Credentials of a role of the template, for calls signed with Signature Version 4. */
  credentialsOf(
    roleArn: string,
    session: string,
  ): { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** Stops everything that was started; may be called again. */
  stop(): Promise<void>;
}

/** The API knows its tables by these names. See docs/contracts.md. */
const findTables = ({ api, tables, region }: CloudPlan): CloudTables => {
  const environment = (api.properties.EnvironmentVariables ?? {}) as Record<string, string>;
  const named = (name: string): string => {
    const value = environment[name];
    if (value === undefined || !tables.some((table) => table.name === value)) {
      throw new CloudInvalid(`The API's environment names no table of the template as ${name} (${region}).`);
    }
    return value;
  };
  return {
    userData: named('USER_DATA_TABLE'),
    catalogue: named('CATALOGUE_TABLE'),
    counters: named('COUNTERS_TABLE'),
    all: tables.map(({ name }) => name),
  };
};

/**
 * Starts everything that the synthesized template describes. When a part cannot start, the parts that did are stopped
 * again and the reason is thrown.
 * @throws StateInUse, PortTaken, AssemblyUnreadable, TemplateRefused, PolicyUnsupported, EngineUnavailable, ApiInvalid, …
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const stops: (() => Promise<unknown> | void)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      for (const one of stops.reverse()) {
        await one();
      }
    })();
    return stopping;
  };
  try {
    return await startParts(options, stops, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: LocalCloudOptions,
  stops: (() => Promise<unknown> | void)[],
  stop: () => Promise<void>,
): Promise<LocalCloud> {
  const { templateFolder, stateFolder, log = () => undefined } = options;
  const logFolder = join(stateFolder, 'logs');
  const keyFolder = join(stateFolder, 'keys');

  // What needs nothing running comes first, so that a mistake costs no start.
  await assertPortFree(options.port);
  const port = options.port === 0 ? await freePort() : options.port;
  const lock = new StateLock(stateFolder);
  stops.push(() => lock.release());
  mkdirSync(logFolder, { recursive: true });
  const keys = new LocalKeys(keyFolder);
  const addresses = {
    graphqlUrl: `http://127.0.0.1:${port}/graphql`,
    realtimeUrl: `wss://127.0.0.1:${port}/graphql/realtime`,
    apiKey: keys.apiKey(),
  };
  const plan = planCloud(templateFolder, addresses);
  const tables = findTables(plan);
  const { region } = plan;
  const access = new AccessControl(new RoleCredentials(keys), new Policies(plan.resources));
  const userPools = new Map<string, UserPool>();
  for (const { id, issuer, clientId } of plan.userPools) {
    userPools.set(id, await UserPool.open(keyFolder, id, issuer, clientId));
  }

  if (options.fresh) {
    emptyState(stateFolder);
  }
  const engine = await startDynamoDBEngine(options.dynamodb, stateFolder);
  stops.push(() => engine.stop());
  const clientOptions = {
    endpoint: engine.endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  const client = new DynamoDBClient(clientOptions);
  stops.push(() => client.destroy());
  if (options.fresh) {
    await deleteTables(client, plan.tables);
  }
  await createTables(client, plan.tables);

  const pollers: StreamPoller[] = [];
  const tableArn = (table: string): string =>
    table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${plan.accountId}:table/${table}`;
  const onWrite = (arn: string): void =>
    pollers.forEach((poller) => arn.endsWith(`table/${poller.tableName}`) && poller.wake());

  const services: AwsService[] = [];
  const gateway = new AwsGateway(access, services);
  const gatewayUrl = await gateway.start();
  stops.push(() => gateway.stop());

  const queues = new Queues(join(stateFolder, 'queues'), plan.queues);
  const functions = plan.functions.map((definition) => {
    const taskRoot = deployCode(definition, join(stateFolder, 'lambda'));
    const credentials = access.credentials.issue(definition.roleArn, definition.name);
    const environment = sandboxEnvironment(definition, { region, endpoint: gatewayUrl, credentials, taskRoot });
    return new LambdaFunction({ definition, taskRoot, environment, logFolder, onFailure: log });
  });
  const lambda = new LambdaService(functions, access, (arn, body) => queues.send(arn, body));
  stops.push(() => lambda.stop());

  const dynamodbAs = (roleArn: string, session: string): DynamoDBClient => {
    const created = createAuthorizedClient({
      endpoint: engine.endpoint,
      region,
      access,
      roleArn,
      session,
      tableArn,
      onWrite,
    });
    stops.push(() => created.destroy());
    return created;
  };
  const cloudServices: CloudServices = { plan, access, gatewayUrl, lambda, dynamodbAs };

  const stateMachines = new StateMachines(
    plan.stateMachines.map((machine) => {
      const { principal } = access.credentials.find(
        access.credentials.issue(machine.roleArn, machine.name).accessKeyId,
      )!;
      return {
        ...machine,
        services: {
          dynamodb: dynamodbAs(machine.roleArn, machine.name),
          invokeFunction: async (name: string, event: string) => {
            lambda.require(principal, name);
            return lambda.invoke(name, event);
          },
          invokeFunctionLater: (name: string, event: string) => {
            lambda.require(principal, name);
            lambda.invokeLater(name, event);
          },
        },
      };
    }),
    logFolder,
    log,
  );
  stops.push(() => stateMachines.stop());

  if (plan.endpoints.length !== 1) {
    throw new CloudInvalid(
      `The template has ${plan.endpoints.length} SageMaker endpoints; the local cloud runs exactly one.`,
    );
  }
  const [endpoint] = plan.endpoints as [CloudPlan['endpoints'][number]];
  const model = new ModelLifecycle({ endpoint, stateFolder, client, tables, log });
  stops.push(() => model.stop());
  if (model.server.hasModel()) {
    await model.server.start().catch((error: Error) => log(error.message));
  }

  const dynamodbGateway = new DynamoDBGateway({ endpoint: engine.endpoint, access, tableArn, onWrite });
  stops.push(() => dynamodbGateway.close());
  const largestRequest = (endpoint.isServerless ? 4 : 25) * 1024 * 1024;
  services.push(
    dynamodbGateway,
    createStateMachineService(stateMachines, access),
    new SageMakerRuntimeService([{ ...endpoint, largestRequest, server: model.server }], access),
    createQueueService(queues, access),
    lambda,
  );

  const tls = await loadTlsCertificate(join(stateFolder, 'tls'));
  const api = await startApi(
    { templateFolder, stateFolder, port, apiKey: addresses.apiKey, userPools, tls, log },
    cloudServices,
  );
  stops.push(() => api.stop());

  const positions = new StreamPositions(join(stateFolder, 'dynamodb', encodeURIComponent(engine.name), 'streams.json'));
  const streamsClient = new DynamoDBStreamsClient(clientOptions);
  stops.push(() => streamsClient.destroy());
  for (const mapping of plan.mappings) {
    const poller = new StreamPoller({
      mapping,
      positions,
      log,
      findStream: () => findStream(client, mapping.tableName),
      createReader: (engineArn) =>
        new ShardReader({ client: streamsClient, engineArn, streamArn: mapping.streamArn, region }),
      invoke: (event) => lambda.invoke(mapping.functionName, event),
      sendToQueue: (arn, body) => queues.send(arn, body),
    });
    pollers.push(poller);
    await poller.start();
    stops.push(() => poller.stop());
  }
  functions.forEach((one) => one.warm());

  const pool = [...userPools.values()][0];
  return {
    graphqlUrl: api.graphqlUrl,
    secureGraphqlUrl: api.secureGraphqlUrl ?? api.graphqlUrl.replace('http:', 'https:'),
    // Without TLS by default: clients outside browsers need not be told of the local certificate.
    realtimeUrl: api.realtimeUrl.replace('wss:', 'ws:'),
    secureRealtimeUrl: api.realtimeUrl,
    apiKey: addresses.apiKey,
    region,
    pid: process.pid,
    dynamodbUrl: engine.endpoint,
    dynamodb: client,
    engine: engine.name,
    tables,
    model,
    lambda,
    stateMachines,
    queues,
    plan,
    streamsRead: async () => void (await Promise.all(pollers.map((poller) => poller.caughtUp()))),
    async token(user, groups, expiresIn, use) {
      if (!pool) {
        throw new CloudInvalid('The template has no user pool, so there are no tokens.');
      }
      return pool.token({ user, groups, expiresIn, use });
    },
    credentialsOf: (roleArn, session) => access.credentials.issue(roleArn, session),
    stop,
  };
}
