import { fileURLToPath } from 'node:url';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import { mergeSchema } from '../../../infra/schema/mergeSchema.ts';
import { createDynamoDBDataSource, startAppSync } from '../../../emulator/appsync/index.ts';
import type { DataSource } from '../../../emulator/appsync/index.ts';
import { pipelineFunctions, resolvers } from '../../../resolvers/wiring.ts';
import { startEngine } from '../../../emulator/test/helpers/startEngine.ts';
import { packed } from '../../helpers/packed.ts';
import { appSyncEngine, mendAnswer } from '../../witness/engine.ts';
import { bundles, environment } from './bundles.ts';
import { createMergeRunner } from './createMergeRunner.ts';
import { createExperimentRunner } from './createExperimentRunner.ts';

export interface Answer {
  status: number;
  // Tests read answers of many shapes.
  data?: Record<string, never> | null;
  errors?: { message: string; errorType: string; path?: unknown[] }[];
}

/** The schema, every resolver and a real DynamoDB, served as AppSync serves them; only the scoring function is given. */
export interface Api {
  graphqlUrl: string;
  /** Of the database, for what stands behind the API. */
  client: DynamoDBClient;
  /** Every request to a data source since it was last emptied, `<data source>.<operation>`. */
  requests: string[];
  query(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  /** Headers of a signed-in person. */
  as(
    userId: string,
    options?: { groups?: string[]; expiresIn?: number; byStranger?: boolean },
  ): Promise<Record<string, string>>;
  stop(): Promise<void>;
}

/** What a resolver asks of an HTTP data source. */
export interface HttpRequest {
  method: string;
  resourcePath: string;
  params: { headers: Record<string, string>; body: string };
}

export interface Behind {
  compareModels?: (payload: Record<string, unknown>) => unknown;
  onInteraction?: (payload: Record<string, unknown>) => unknown;
  reportFeedback?: (payload: Record<string, unknown>) => unknown;
  operateDeployment?: (payload: Record<string, unknown>) => unknown;
  /** Given, the deployment has it switched on; `client` is of the tables. */
  findSimilarUsers?: (payload: Record<string, unknown>, client: DynamoDBClient) => unknown;
  training?: (request: HttpRequest) => { statusCode: number; headers: object; body: string };
  batch?: Behind['training'];
  /** Left out, an erasure is taken and never begins. */
  erasure?: (request: HttpRequest) => { statusCode: number; headers: object; body: string };
}

export const apiKey = { 'x-api-key': 'da2-test' };
const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_test';
const code = (name: string): string => String(bundles.get(name));

export async function readAnswer(response: Response): Promise<Answer> {
  const answer: Answer = { status: response.status, ...((await response.json()) as object) };
  return mendAnswer(answer);
}

/**
 * @param score - what the function `score-candidates` answers to a payload
 * @param database - of `startEngine`
 * @param behind - what the functions `compare-models`, `report-feedback`, `operate-deployment` and `on-interaction`, and Step Functions, answer
 */
export async function startApi(
  score: (payload: Record<string, unknown>) => unknown,
  database?: string,
  behind: Behind = {},
): Promise<Api> {
  const engine = await startEngine(database);
  await engine.makeTables({
    'user-data': ['pk', 'sk'],
    catalogue: ['itemId'],
    counters: ['pk', 'sk'],
    models: ['pk', 'sk'],
    feedback: ['pk', 'sk'],
  });
  const requests: string[] = [];
  const watched = (name: string, source: DataSource): DataSource => ({
    ...source,
    invoke: (request, call) => {
      requests.push(`${name}.${(request as { operation: string }).operation}`);
      return source.invoke(request, call);
    },
  });
  const table = (name: string, tableName: string): DataSource =>
    watched(name, createDynamoDBDataSource({ client: engine.client, tableName }));
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const stranger = await generateKeyPair('RS256');
  const running = await startAppSync({
    compilesApart: true,
    apiName: 'recsync',
    apiId: 'test',
    region: 'us-east-1',
    accountId: '123456789012',
    schema: mergeSchema(fileURLToPath(new URL('../../..', import.meta.url))),
    resolvers: Object.entries(resolvers).map(([field, wiring]) => {
      const [typeName, fieldName] = field.split('.');
      const common = { typeName, fieldName, code: code(`resolvers/${field}.js`) };
      return 'pipeline' in wiring
        ? { ...common, kind: 'PIPELINE' as const, pipeline: wiring.pipeline }
        : { ...common, kind: 'UNIT' as const, dataSource: wiring.dataSource };
    }),
    functions: Object.entries(pipelineFunctions).map(([name, { dataSource }]) => ({
      id: name,
      name,
      dataSource,
      code: code(`resolvers/pipeline/${name}.js`),
    })),
    dataSources: {
      UserData: table('UserData', 'user-data'),
      Catalogue: table('Catalogue', 'catalogue'),
      Counters: table('Counters', 'counters'),
      Models: table('Models', 'models'),
      Feedback: table('Feedback', 'feedback'),
      CompareModels: watched('CompareModels', {
        type: 'AWS_LAMBDA',
        invoke: async (request) => behind.compareModels?.((request as { payload: Record<string, unknown> }).payload),
      }),
      OnInteraction: watched('OnInteraction', {
        type: 'AWS_LAMBDA',
        invoke: async (request) => behind.onInteraction?.((request as { payload: Record<string, unknown> }).payload),
      }),
      ReportFeedback: watched('ReportFeedback', {
        type: 'AWS_LAMBDA',
        invoke: async (request) => behind.reportFeedback?.((request as { payload: Record<string, unknown> }).payload),
      }),
      OperateDeployment: watched('OperateDeployment', {
        type: 'AWS_LAMBDA',
        invoke: async (request) =>
          behind.operateDeployment?.((request as { payload: Record<string, unknown> }).payload),
      }),
      FindSimilarUsers: watched('FindSimilarUsers', {
        type: 'AWS_LAMBDA',
        invoke: async (request) =>
          behind.findSimilarUsers?.((request as { payload: Record<string, unknown> }).payload, engine.client),
      }),
      Training: watched('Training', {
        type: 'HTTP',
        invoke: async (request) => behind.training?.(request as HttpRequest),
      }),
      Batch: watched('Batch', {
        type: 'HTTP',
        invoke: async (request) => behind.batch?.(request as HttpRequest),
      }),
      RunExperiments: watched('RunExperiments', {
        type: 'AWS_LAMBDA',
        invoke: createExperimentRunner(engine.client),
      }),
      MergeUser: watched('MergeUser', { type: 'AWS_LAMBDA', invoke: createMergeRunner(engine.client) }),
      Merge: watched('Merge', { type: 'HTTP', invoke: async () => ({ statusCode: 200, headers: {}, body: '{}' }) }),
      Visitors: watched('Visitors', {
        type: 'AWS_LAMBDA',
        invoke: async () => ({
          visitorId: 'visitor-1',
          anonymousId: 'visitor-1~signed',
          expiresAt: '2028-01-02T00:00:00.000Z',
        }),
      }),
      Erasure: watched('Erasure', {
        type: 'HTTP',
        invoke: async (request) =>
          (behind.erasure ?? (() => ({ statusCode: 200, headers: {}, body: '{}' })))(request as HttpRequest),
      }),
      ScoreCandidates: watched('ScoreCandidates', {
        type: 'AWS_LAMBDA',
        invoke: async (request) => {
          const answer = await score((request as { payload: Record<string, unknown> }).payload);
          return Array.isArray((answer as { items?: unknown } | null)?.items)
            ? packed(answer as { items: unknown[] })
            : answer;
        },
      }),
    },
    environment: { ...environment, SIMILAR_USERS: String(behind.findSimilarUsers !== undefined) },
    authorization: {
      default: {
        type: 'AMAZON_COGNITO_USER_POOLS',
        issuer,
        keySource: { keys: [{ ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }] },
      },
      additional: [
        { type: 'API_KEY', keys: [{ value: apiKey['x-api-key'] }] },
        {
          type: 'AWS_LAMBDA',
          invoke: async ({ authorizationToken }) => ({
            isAuthorized: authorizationToken.endsWith('~signed'),
            resolverContext: { visitorId: authorizationToken.split('~')[0] },
          }),
          resultTtl: 0,
        },
      ],
    },
    limits: { queryDepthLimit: 15, resolverCountLimit: 10 },
    engine: appSyncEngine,
    port: 0,
  });
  return {
    graphqlUrl: running.graphqlUrl,
    client: engine.client,
    requests,
    query: async (query, variables = {}, headers = apiKey) => {
      const response = await fetch(running.graphqlUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return readAnswer(response);
    },
    as: async (userId, { groups, expiresIn = 3600, byStranger } = {}) => ({
      authorization: await new SignJWT({
        token_use: 'access',
        client_id: 'test',
        username: userId,
        ...(groups ? { 'cognito:groups': groups } : {}),
      })
        .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
        .setSubject(userId)
        .setIssuer(issuer)
        .setIssuedAt(Math.floor(Date.now() / 1000) - 60)
        .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
        .sign(byStranger ? stranger.privateKey : privateKey),
    }),
    stop: async () => {
      await running.stop();
      await engine.stop();
    },
  };
}
