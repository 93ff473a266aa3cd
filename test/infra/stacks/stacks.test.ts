import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Match } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { environments } from '../../../functions/shared/environment.ts';
import { readEnvironment } from '../../../functions/shared/environment.ts';
import { apiKeyExpiry } from '../../../infra/app.ts';
import { largestResolverCharacters } from '../../../infra/bundles/buildResolvers.ts';
import { pipelineFunctions, resolvers } from '../../../resolvers/wiring.ts';
import {
  impressionPrefix,
  interactionPrefix,
  presenceSortKey,
  storedListSortKey,
  userPartitionKey,
} from '../../../schema/contract/keys.ts';
import { synthesize } from './synthesize.ts';
import type { Resource, Synthesized } from './synthesize.ts';

let made: Synthesized;
beforeAll(async () => {
  made = await synthesize();
});
afterAll(() => made?.close());

interface Environment {
  Variables: Record<string, unknown>;
}

const one = (type: string): Record<string, unknown> => made.all(type)[0][1].Properties;

describe('what is counted', () => {
  it('is of every function that the template makes', () => {
    const functions = made
      .all('AWS::Lambda::Function')
      .map(([id, { Properties }]) => ({ id, ...(Properties as { MemorySize: number; Environment: Environment }) }))
      .filter(({ Environment }) => Environment?.Variables.POWERTOOLS_SERVICE_NAME);
    const isOperator = ({ Environment }: (typeof functions)[number]): boolean =>
      Environment.Variables.POWERTOOLS_SERVICE_NAME === 'operate-deployment';
    const memory = JSON.stringify(functions.find(isOperator)!.Environment.Variables.FUNCTION_MEMORY);
    const others = functions.filter((made) => !isOperator(made));
    expect(others.length).toBeGreaterThan(10);
    for (const { id, MemorySize } of others) expect(memory).toMatch(new RegExp(`${id}[^=]*=${MemorySize}\\b`));
  });
});

describe('what holds data', () => {
  it('has five tables under the key, on demand, with backups, and none that a mistake can delete', () => {
    const tables = made.all('AWS::DynamoDB::GlobalTable');
    expect(tables).toHaveLength(5);
    for (const [, { Properties, DeletionPolicy, UpdateReplacePolicy }] of tables) {
      expect(Properties).toMatchObject({
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        Replicas: [
          { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
        ],
      });
      expect(JSON.stringify(Properties.Replicas)).toContain('KMSMasterKeyId');
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(['Retain', 'Retain']);
    }
  });

  it('streams the user data and no other table, and lets what expires go', () => {
    const tables = made.all('AWS::DynamoDB::GlobalTable').map(([, { Properties }]) => Properties);
    const streamed = tables.filter(({ StreamSpecification }) => StreamSpecification);
    expect(streamed).toHaveLength(1);
    expect(streamed[0]).toMatchObject({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } });
    expect(tables.filter(({ TimeToLiveSpecification }) => TimeToLiveSpecification)).toHaveLength(4);
  });

  it('keeps artifacts encrypted, versioned, private and off plain HTTP', () => {
    made.data.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    made.data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
  });

  it('is all that is kept: what another stack kept would cost on, and the next such stack would not find it', () => {
    const others = [made.model, made.training, made.batch, made.api, made.operations];
    const kept = others.flatMap((template) =>
      Object.entries(template.toJSON().Resources as Record<string, Resource>).filter(
        ([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete',
      ),
    );
    expect(kept.map(([id]) => id)).toEqual([]);
  });

  it('has a key that encrypts, which rotates, and one that signs ids of visitors, which KMS never does by itself', () => {
    const keys = made.all('AWS::KMS::Key').map(([, { Properties }]) => Properties);
    expect(keys.map(({ KeySpec, EnableKeyRotation }) => [KeySpec, EnableKeyRotation])).toEqual([
      [undefined, true],
      ['HMAC_256', undefined],
    ]);
  });

  it('has the group of admins that the schema names', () => {
    made.data.hasResourceProperties('AWS::Cognito::UserPoolGroup', { GroupName: 'admin' });
    expect(readFileSync(join(made.buildFolder, 'schema.graphql'), 'utf8')).toContain('cognito_groups: ["admin"]');
  });
});

describe('the API', () => {
  it('asks people to sign in, backends to sign, and gives a key to public reads', () => {
    expect(one('AWS::AppSync::GraphQLApi')).toMatchObject({
      AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      UserPoolConfig: { DefaultAction: 'ALLOW' },
      AdditionalAuthenticationProviders: [
        { AuthenticationType: 'AWS_IAM' },
        { AuthenticationType: 'AWS_LAMBDA', LambdaAuthorizerConfig: { AuthorizerResultTtlInSeconds: 300 } },
        { AuthenticationType: 'API_KEY' },
      ],
      QueryDepthLimit: 15,
      ResolverCountLimit: 10,
      XrayEnabled: true,
      LogConfig: { FieldLogLevel: 'ERROR', ExcludeVerboseContent: true },
    });
    // Of the one client of the pool, whole.
    const { AppIdClientRegex } = one('AWS::AppSync::GraphQLApi').UserPoolConfig as Record<string, unknown>;
    const [client] = Object.keys(made.data.findResources('AWS::Cognito::UserPoolClient'));
    expect(AppIdClientRegex).toEqual({
      'Fn::Join': ['', ['^', { 'Fn::ImportValue': expect.stringContaining(`Ref${client}`) }, '$']],
    });
    expect(one('AWS::AppSync::ApiKey').Expires).toBe(Date.parse('2027-10-01T00:00:00Z') / 1000);
  });

  it.each([
    '2026-11-01T00:00:00Z',
    '2026-11-30T23:59:59Z',
    '2027-03-01T00:00:00Z',
    '2027-12-31T23:00:00Z',
    '2028-02-29T12:00:00Z',
  ])('ends the key at most 365 days after %s, and not before ten months', (now) => {
    const days = (apiKeyExpiry(new Date(now)).getTime() - Date.parse(now)) / 86_400_000;
    expect(days).toBeLessThanOrEqual(365);
    expect(days).toBeGreaterThan(300);
  });

  it('has every resolver and pipeline function that is wired, from its own bundle, within the limit', () => {
    const wired = made.all('AWS::AppSync::Resolver').map(([, { Properties }]) => Properties);
    expect(wired.map(({ TypeName, FieldName }) => `${TypeName}.${FieldName}`).sort()).toEqual(
      Object.keys(resolvers).sort(),
    );
    const functions = made.all('AWS::AppSync::FunctionConfiguration').map(([, { Properties }]) => Properties);
    expect(functions.map(({ Name }) => Name).sort()).toEqual(Object.keys(pipelineFunctions).sort());
    const runtime = { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' };
    for (const properties of [...wired, ...functions]) {
      const name = properties.Name ? `pipeline/${properties.Name}` : `${properties.TypeName}.${properties.FieldName}`;
      const code = assetText(properties.CodeS3Location);
      expect(properties.Runtime).toEqual(runtime);
      expect(code).toBe(readFileSync(join(made.buildFolder, 'resolvers', `${name}.js`), 'utf8'));
      expect(code.length).toBeLessThanOrEqual(largestResolverCharacters);
    }
  });

  it('runs pipelines in the order of the wiring', () => {
    const names = new Map(
      made.all('AWS::AppSync::FunctionConfiguration').map(([id, { Properties }]) => [id, Properties.Name]),
    );
    const recommendations = made
      .all('AWS::AppSync::Resolver')
      .find(([, { Properties }]) => Properties.FieldName === 'recommendations');
    const { Functions } = recommendations?.[1].Properties.PipelineConfig as { Functions: { 'Fn::GetAtt': [string] }[] };
    expect(Functions.map((reference) => names.get(reference['Fn::GetAtt'][0]))).toEqual(
      (resolvers['Query.recommendations'] as { pipeline: string[] }).pipeline,
    );
  });
});

describe('the functions', () => {
  it('run on Node in arm64, are traced, and log for a month', () => {
    const functions = made.all('AWS::Lambda::Function');
    expect(functions).toHaveLength(13);
    for (const [, { Properties }] of functions) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs22.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        TracingConfig: { Mode: 'Active' },
      });
      expect(JSON.stringify(Properties.LoggingConfig)).toContain('LogGroup');
    }
    for (const [, { Properties }] of made.all('AWS::Logs::LogGroup')) expect(Properties.RetentionInDays).toBe(30);
  });

  it('get every variable that they read', () => {
    for (const [, { Properties }] of made.all('AWS::Lambda::Function')) {
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      const resolved = Object.entries(Variables).map(([name, value]) => [name, resolve(value)]);
      // What Lambda itself sets: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
      const ofLambda = {
        AWS_REGION: 'us-east-1',
        AWS_LAMBDA_FUNCTION_NAME: 'function',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      };
      const environment: Record<string, string> = { ...Object.fromEntries(resolved), ...ofLambda };
      const name = Variables.POWERTOOLS_SERVICE_NAME as keyof typeof environments;
      expect(() => readEnvironment(name, environment)).not.toThrow();
    }
  });

  it('take from the stream what people did and nothing else', () => {
    const mapping = one('AWS::Lambda::EventSourceMapping');
    expect(mapping).toMatchObject({
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const { Filters } = mapping.FilterCriteria as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown)).toEqual([
      { eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: interactionPrefix }] } } } },
      {
        eventName: ['INSERT'],
        dynamodb: {
          Keys: { sk: { S: [{ prefix: impressionPrefix }] } },
          NewImage: { recommendationId: { S: [{ exists: true }] } },
        },
      },
    ]);
    expect(JSON.stringify(mapping.DestinationConfig)).toContain('Failures');
    made.api.hasResourceProperties('AWS::SQS::Queue', { KmsMasterKeyId: Match.anyValue() });
  });
});

describe('the workflow', () => {
  it('records, scores, stores and publishes, with the keys of the table', () => {
    const [workflow] = Object.values(
      made.api.findResources('AWS::StepFunctions::StateMachine', { Properties: { StateMachineType: 'EXPRESS' } }),
    ).map(({ Properties }) => Properties as Resource['Properties']);
    expect(workflow).toMatchObject({ StateMachineType: 'EXPRESS', TracingConfiguration: { Enabled: true } });
    const { States, StartAt } = definitionOf(workflow);
    const [record, score, store, publish] = [
      'RecordRequest',
      'ScoreCandidates',
      'StoreList',
      'PublishRecommendation',
    ].map((name) => States[name]);
    expect([StartAt, record.Next, score.Next, store.Next, publish.End]).toEqual([
      'RecordRequest',
      'ScoreCandidates',
      'IsWorthStoring',
      'PublishRecommendation',
      true,
    ]);
    expect(record.Parameters).toMatchObject({
      Key: { pk: { 'S.$': `States.Format('${userPartitionKey('{}')}', $.userId)` }, sk: { S: presenceSortKey } },
    });
    expect(store.Parameters).toMatchObject({
      Item: {
        pk: { 'S.$': `States.Format('${userPartitionKey('{}')}', $.userId)` },
        sk: { 'S.$': `States.Format('${storedListSortKey('{}')}', $.placement)` },
      },
      ConditionExpression: 'attribute_not_exists(basedOn) OR basedOn <= :basedOn',
    });
    const superseded = {
      ErrorEquals: ['DynamoDB.ConditionalCheckFailedException'],
      ResultPath: null,
      Next: 'Superseded',
    };
    const setAside = { ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'SetAside' };
    for (const state of [record, store]) expect(state.Catch).toEqual([superseded, setAside]);
    for (const state of [score, publish]) expect(state.Catch).toEqual([setAside]);
    for (const state of [record, score, store, publish]) {
      expect(JSON.stringify(state.Retry)).toContain('DynamoDB.ThrottlingException');
    }
    expect([publish.InputPath, publish.Parameters]).toEqual([undefined, undefined]);
    for (const state of [score, publish]) expect(JSON.stringify(state.Retry)).toContain('Lambda.ServiceException');
  });
});

/** The file that an asset's S3 location stands for. */
function assetText(location: unknown): string {
  const hash = /[0-9a-f]{64}/.exec(JSON.stringify(location))?.[0];
  return readFileSync(join(made.outdir, `asset.${hash}.js`), 'utf8');
}

interface State {
  Next?: string;
  End?: boolean;
  Parameters?: unknown;
  InputPath?: unknown;
  Catch?: unknown;
  Retry?: unknown;
}

function definitionOf(workflow: Resource['Properties']): { StartAt: string; States: Record<string, State> } {
  const { DefinitionString } = workflow as { DefinitionString: { 'Fn::Join': [string, unknown[]] } };
  const text = DefinitionString['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'reference')).join('');
  return JSON.parse(text) as { StartAt: string; States: Record<string, State> };
}

/** What a variable is like once its references are resolved. */
function resolve(value: unknown): string {
  if (typeof value === 'string') return value;
  const { 'Fn::Join': joined } = value as { 'Fn::Join'?: [string, unknown[]] };
  if (!joined) return 'https://resolved.example';
  const [delimiter, parts] = joined;
  return parts.map((part) => (typeof part === 'string' ? part : 'resolved.example')).join(delimiter);
}
