import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TokenRequest } from '../emulator/cognito/index.ts';
import {
  appSyncService,
  cognitoService,
  dynamodbService,
  sageMakerService,
  startCloud,
  streamsService,
  type Cloud,
  type CloudOptions,
  type RunningApi,
} from '../emulator/index.ts';
import { findDemo, personas } from '../data/index.ts';
import { backendSession } from './backendCredentials.ts';
import { Backstage } from './Backstage.ts';
import { BundledPage } from './BundledPage.ts';
import { LocalCloudInvalid } from './errors.ts';
import { LiveFeed } from './LiveFeed.ts';
import { ModelLifecycle } from './ModelLifecycle.ts';
import { consolePage, playground, storefront } from './pages.ts';

export type LocalCloudOptions = Pick<
  CloudOptions,
  | 'templateFolder'
  | 'stateFolder'
  | 'port'
  | 'dynamodb'
  | 'appSyncEngine'
  | 'introspection'
  | 'fresh'
  | 'log'
  | 'health'
  | 'schedulesFire'
  | 'spark'
>;

/** Whether somebody waits for a function, from a list or an interaction to what is pushed. Others would take 20 MB each. */
export const startsAhead = (logicalId: string): boolean =>
  /^(ScoreCandidates|OnInteraction|PublishRecommendation)[0-9A-F]{8}$/.test(logicalId);

/** The tables of the API by what they hold. */
export interface CloudTables {
  userData: string;
  catalogue: string;
  counters: string;
  models: string;
  feedback: string;
}

/** This product's run of the emulator. */
export interface LocalCloud {
  graphqlUrl: string;
  /** The same over https, with the certificate of `tls/authority.pem` in the state folder. */
  secureGraphqlUrl: string;
  realtimeUrl: string;
  secureRealtimeUrl: string;
  /** The shop, with the key of its backstage in the fragment, which browsers send to nobody. */
  storefrontUrl: string;
  /** The console, with the same key. */
  consoleUrl: string;
  apiKey: string;
  /** Whose credentials `backendCredentials` gives. */
  backendRoleArn: string;
  region: string;
  pid: number;
  /** For other programs of this machine, with its secret; no permission is asked for there. */
  dynamodbUrl: string;
  dynamodb: DynamoDBClient;
  /** Name of the DynamoDB engine. */
  engine: string;
  appSyncEngine: RunningApi['engine'];
  tables: CloudTables;
  model: ModelLifecycle;
  /** Every service that runs. */
  emulator: Cloud;
  /** Tells when the API, a function or a workflow has written to a table. */
  onWrite(listener: () => void): void;
  /** Resolves when the functions have seen everything that is in the streams now. */
  streamsRead(): Promise<void>;
  /** A signed token of the user pool. `expiresIn` in seconds. */
  token(user: string, groups?: string[], expiresIn?: number, use?: TokenRequest['use']): Promise<string>;
  /** Stops everything that was started; may be called again. */
  stop(): Promise<void>;
}

/** The API's environment names its tables. See docs/contracts.md. */
const findTables = (environment: Record<string, string>, tableNames: string[]): CloudTables => {
  const named = (name: string): string => {
    const value = environment[name];
    if (value === undefined || !tableNames.includes(value)) {
      throw new LocalCloudInvalid(`the API's environment names no table of it as ${name}`);
    }
    return value;
  };
  return {
    userData: named('USER_DATA_TABLE'),
    catalogue: named('CATALOGUE_TABLE'),
    counters: named('COUNTERS_TABLE'),
    models: named('MODELS_TABLE'),
    feedback: named('FEEDBACK_TABLE'),
  };
};

const only = <T>(values: readonly T[], what: string): T => {
  const [value] = values;
  if (value === undefined || values.length > 1) {
    throw new LocalCloudInvalid(`it has ${values.length} ${what} instead of one`);
  }
  return value;
};

/** What the container reads beside SageMaker's variables. See model/README.md. */
const containerEnvironment = (baseFolder: string): Record<string, string> => ({
  RECSYNC_ML_ROOT: baseFolder,
  RECSYNC_BIND_HOST: '127.0.0.1',
  // One process: the laptop's cores are shared with the rest of the cloud.
  RECSYNC_WORKERS: '1',
});

/** What `fresh` removes beside what the emulator keeps. */
const ownFolders = ['imports', 'training.request'];

type DescribedCloud = Omit<LocalCloud, 'storefrontUrl' | 'consoleUrl'>;

const describe = (cloud: Cloud, stateFolder: string): DescribedCloud => {
  const api = cloud.service(appSyncService);
  if (!api) {
    throw new LocalCloudInvalid('it has no AppSync API');
  }
  const { client, endpoint: dynamodbUrl, engine, tableNames, onWrite } = cloud.service(dynamodbService);
  const pool = only([...cloud.service(cognitoService).values()], 'user pools');
  const backendRoleArn = only(
    cloud.template.ofType('AWS::IAM::Role').filter(({ logicalId }) => logicalId.startsWith('BackendRole')),
    'roles for backends',
  ).attributes.Arn as string;
  // Whoever signs with them later is known from now on.
  cloud.credentialsOf(backendRoleArn, backendSession);
  const tables = findTables(api.environment, tableNames);
  const { processOf } = cloud.service(sageMakerService);
  const token: LocalCloud['token'] = (user, groups, expiresIn, use) => pool.token({ user, groups, expiresIn, use });
  const model = new ModelLifecycle({
    graphqlUrl: api.graphqlUrl,
    adminToken: () => token('recsync', ['admin']),
    logFolder: join(stateFolder, 'logs'),
    processOf,
  });
  return {
    graphqlUrl: api.graphqlUrl,
    secureGraphqlUrl: api.secureGraphqlUrl,
    realtimeUrl: api.realtimeUrl,
    secureRealtimeUrl: api.secureRealtimeUrl,
    apiKey: api.apiKey,
    backendRoleArn,
    region: cloud.region,
    pid: process.pid,
    dynamodbUrl,
    dynamodb: client,
    engine,
    appSyncEngine: api.engine,
    tables,
    model,
    emulator: cloud,
    onWrite,
    streamsRead: () => cloud.service(streamsService).caughtUp(),
    token,
    stop: () => cloud.stop(),
  };
};

/** The people with plain tastes, while the demo data is what the store holds. */
const examplePeople = async ({ dynamodb, tables }: DescribedCloud, stateFolder: string) =>
  (await findDemo({ client: dynamodb, tables, stateFolder }))
    ? personas.map(({ userId, themes, medium }) => ({ userId, likes: medium ? [medium, ...themes] : themes }))
    : [];

/**
 * Runs the template of this product: with its shop and playground, its model's container, and its tables by name.
 * @throws LocalCloudInvalid, and what `startCloud` throws; nothing runs then
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const pages = [storefront, consolePage, playground].map(
    (page) => new BundledPage(page, join(options.stateFolder, 'pages')),
  );
  let backstage: Backstage | undefined;
  const cloud = await startCloud({
    ...options,
    containerEnvironment,
    warm: startsAhead,
    servePage: async (path, response) => {
      if (await backstage?.serve(path, response.req, response)) return true;
      for (const page of pages) if (await page.serve(path, response)) return true;
      return false;
    },
  });
  try {
    if (options.fresh) {
      ownFolders.forEach((name) => rmSync(join(options.stateFolder, name), { recursive: true, force: true }));
    }
    const described = describe(cloud, options.stateFolder);
    const feed = new LiveFeed({ ...cloud.service(dynamodbService), tableName: described.tables.userData });
    backstage = new Backstage(join(options.stateFolder, 'keys'), {
      apiKey: described.apiKey,
      model: () => described.model.process(),
      people: () => examplePeople(described, options.stateFolder),
      feed: (after) => feed.after(after),
      token: (user, groups, expiresIn) => described.token(user, groups, expiresIn),
    });
    const pageUrl = (path: string): string => new URL(`${path}#key=${backstage?.key}`, described.graphqlUrl).href;
    return { ...described, storefrontUrl: pageUrl('/'), consoleUrl: pageUrl('/console') };
  } catch (error) {
    await cloud.stop();
    throw error;
  }
}
