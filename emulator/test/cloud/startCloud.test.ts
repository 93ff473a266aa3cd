import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  appSyncService,
  dynamodbService,
  sageMakerService,
  ServiceNotStarted,
  services,
  snsService,
  startCloud,
  type Cloud,
  type CloudOptions,
  type ServiceModule,
} from '../../index.ts';
import { acceptedTypes, TemplateRefused, type Template } from '../../template/index.ts';
import { folderOfTest } from '../helpers/makeTemporaryFolder.ts';
import { hasDynoxide } from '../helpers/startEngine.ts';
import { writeTemplateFolder } from '../helpers/writeTemplateFolder.ts';

type Resources = NonNullable<Template['Resources']>;

const start = async (
  resources: Resources,
  options: Partial<CloudOptions> = {},
  images?: Record<string, Record<string, string>>,
): Promise<Cloud> => {
  const cloud = await startCloud({
    templateFolder: writeTemplateFolder({ notes: { Resources: resources } }, undefined, images),
    stateFolder: folderOfTest(),
    ...options,
  });
  onTestFinished(() => cloud.stop());
  return cloud;
};

const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });

const role = (...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }] },
});

const resolver = (typeName: string, fieldName: string, dataSource: string, request: string) => ({
  Type: 'AWS::AppSync::Resolver',
  Properties: {
    ApiId: attribute('Api', 'ApiId'),
    TypeName: typeName,
    FieldName: fieldName,
    DataSourceName: attribute(dataSource, 'Name'),
    Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
    Code: `import { util } from '@aws-appsync/utils';
export function request(ctx) { ${request} }
export function response(ctx) {
  if (ctx.error) util.error(ctx.error.message, ctx.error.type);
  return ctx.result;
}`,
  },
});

/** Notes in a table, a GraphQL API on it, and a function that shouts. */
const notes: Resources = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    },
  },
  TableRole: role({
    Effect: 'Allow',
    Action: ['dynamodb:GetItem', 'dynamodb:PutItem'],
    Resource: attribute('Table', 'Arn'),
  }),
  ShoutRole: role(),
  Shout: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: attribute('ShoutRole', 'Arn'),
      Environment: { Variables: { MARK: '!' } },
      Code: { ZipFile: 'exports.handler = async ({ text }) => text.toUpperCase() + process.env.MARK;' },
    },
  },
  InvokeRole: role({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: attribute('Shout', 'Arn') }),
  Api: { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: 'notes', AuthenticationType: 'API_KEY' } },
  Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId: attribute('Api', 'ApiId') } },
  Schema: {
    Type: 'AWS::AppSync::GraphQLSchema',
    Properties: {
      ApiId: attribute('Api', 'ApiId'),
      Definition: `type Note { id: ID! text: String }
type Query { note(id: ID!): Note shout(text: String!): String }
type Mutation { putNote(id: ID!, text: String!): Note }`,
    },
  },
  Notes: {
    Type: 'AWS::AppSync::DataSource',
    Properties: {
      ApiId: attribute('Api', 'ApiId'),
      Name: 'Notes',
      Type: 'AMAZON_DYNAMODB',
      ServiceRoleArn: attribute('TableRole', 'Arn'),
      DynamoDBConfig: { TableName: { Ref: 'Table' }, AwsRegion: { Ref: 'AWS::Region' } },
    },
  },
  Shouter: {
    Type: 'AWS::AppSync::DataSource',
    Properties: {
      ApiId: attribute('Api', 'ApiId'),
      Name: 'Shouter',
      Type: 'AWS_LAMBDA',
      ServiceRoleArn: attribute('InvokeRole', 'Arn'),
      LambdaConfig: { LambdaFunctionArn: attribute('Shout', 'Arn') },
    },
  },
  GetNote: resolver('Query', 'note', 'Notes', "return { operation: 'GetItem', key: { id: { S: ctx.args.id } } };"),
  PutNote: resolver(
    'Mutation',
    'putNote',
    'Notes',
    `return {
       operation: 'PutItem', key: { id: { S: ctx.args.id } }, attributeValues: { text: { S: ctx.args.text } },
     };`,
  ),
  ShoutNote: resolver('Query', 'shout', 'Shouter', "return { operation: 'Invoke', payload: ctx.args };"),
};

const query = async (cloud: Cloud, text: string): Promise<unknown> => {
  const { graphqlUrl, apiKey } = cloud.service(appSyncService)!;
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'x-api-key': apiKey },
    body: JSON.stringify({ query: text }),
  });
  return response.json();
};

/** A container by SageMaker's contract that answers with the text of its model and a variable of its template. */
const serve = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
const model = readFileSync(process.env.SAGEMAKER_BASE_DIR + '/model/name', 'utf8');
process.on('SIGTERM', () => process.exit(0));
createServer((request, response) => response.end(model + ' ' + process.env.TONE + ' ' + process.env.BASE))
  .listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), '127.0.0.1');`;

const endpoint = (name: string, tone: string): Resources => ({
  [`${name}Model`]: {
    Type: 'AWS::SageMaker::Model',
    Properties: {
      PrimaryContainer: { Image: 'registry/repository:container', Environment: { TONE: tone } },
    },
  },
  [`${name}Configuration`]: {
    Type: 'AWS::SageMaker::EndpointConfig',
    Properties: {
      ProductionVariants: [{ ModelName: attribute(`${name}Model`, 'ModelName'), VariantName: 'AllTraffic' }],
    },
  },
  [name]: {
    Type: 'AWS::SageMaker::Endpoint',
    Properties: {
      EndpointName: name,
      EndpointConfigName: attribute(`${name}Configuration`, 'EndpointConfigName'),
    },
  },
});

describe.skipIf(!hasDynoxide)('startCloud', () => {
  test('runs an API with a table and a function, and keeps the data', async () => {
    const stateFolder = folderOfTest();
    const first = await start(notes, { stateFolder });
    expect(await query(first, 'mutation { putNote(id: "1", text: "milk") { id text } }')).toEqual({
      data: { putNote: { id: '1', text: 'milk' } },
    });
    expect(await query(first, '{ note(id: "1") { text } shout(text: "eggs") }')).toEqual({
      data: { note: { text: 'milk' }, shout: 'EGGS!' },
    });
    const { apiKey } = first.service(appSyncService)!;
    await first.stop();

    const second = await start(notes, { stateFolder });
    expect(second.service(appSyncService)!.apiKey).toBe(apiKey);
    expect(await query(second, '{ note(id: "1") { text } }')).toEqual({ data: { note: { text: 'milk' } } });
    await second.stop();

    const fresh = await start(notes, { stateFolder, fresh: true });
    expect(fresh.service(appSyncService)!.apiKey).toBe(apiKey);
    expect(await query(fresh, '{ note(id: "1") { text } }')).toEqual({ data: { note: null } });
  });

  test('answers introspection as the template says, or as who starts it says', async () => {
    const Properties = { ...notes.Api!.Properties, IntrospectionConfig: 'DISABLED' };
    const closed = { ...notes, Api: { ...notes.Api!, Properties } };
    const asked = '{ __schema { queryType { name } } }';
    const refused = { data: null, errors: [{ message: expect.stringContaining('introspection has been disabled') }] };
    const answered = { data: { __schema: { queryType: { name: 'Query' } } } };
    const asTemplate = await start(closed);
    const { data, errors } = (await query(asTemplate, asked)) as { data: unknown; errors: object[] };
    expect({ data, errors: errors.slice(0, 1) }).toMatchObject(refused);
    expect(await query(asTemplate, '{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    expect(await query(await start(closed, { introspection: true }), asked)).toEqual(answered);
    expect(await query(await start(notes), asked)).toEqual(answered);
  });

  test('asks the roles of the template', async () => {
    const resources = { ...notes, TableRole: role() };
    const cloud = await start(resources);
    expect(await query(cloud, '{ note(id: "1") { text } }')).toMatchObject({
      data: { note: null },
      errors: [
        {
          errorType: 'DynamoDB:DynamoDbException',
          message: expect.stringMatching(/not authorized to perform: dynamodb:GetItem .*Status Code: 400/),
        },
      ],
    });
    const { client, tableNames } = cloud.service(dynamodbService);
    const read = client.send(new GetItemCommand({ TableName: tableNames[0], Key: { id: { S: '1' } } }));
    expect((await read).Item).toBeUndefined();
  });

  test('runs a template without an API, and answers requests that are signed as a role', async () => {
    const cloud = await start({
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'news' } },
      Publisher: role({ Effect: 'Allow', Action: 'sns:Publish', Resource: { Ref: 'Topic' } }),
    });
    expect(cloud.service(appSyncService)).toBeUndefined();
    expect(cloud.region).toBe('eu-west-1');
    const [topic] = cloud.template.ofType('AWS::SNS::Topic');
    const [publisher] = cloud.template.ofType('AWS::IAM::Role');
    const client = new SNSClient({
      endpoint: cloud.gatewayUrl,
      region: cloud.region,
      credentials: cloud.credentialsOf(String(publisher!.attributes.Arn), 'test'),
    });
    await client.send(new PublishCommand({ TopicArn: topic!.ref, Message: 'hello' }));
    client.destroy();
    expect(cloud.service(snsService).messages(topic!.ref)).toMatchObject([{ message: 'hello' }]);
  });

  test('runs two endpoints, each with its own model', async () => {
    const stateFolder = folderOfTest();
    const cloud = await start(
      {
        ...endpoint('Kind', 'softly'),
        ...endpoint('Rude', 'loudly'),
        Caller: role({ Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' }),
      },
      { stateFolder, containerEnvironment: (baseFolder) => ({ BASE: baseFolder }) },
      { container: { 'serve.mjs': serve } },
    );
    const [caller] = cloud.template.ofType('AWS::IAM::Role');
    const runtime = new SageMakerRuntimeClient({
      endpoint: cloud.gatewayUrl,
      region: cloud.region,
      credentials: cloud.credentialsOf(String(caller!.attributes.Arn), 'test'),
      maxAttempts: 1,
    });
    const ask = async (EndpointName: string) =>
      Buffer.from((await runtime.send(new InvokeEndpointCommand({ EndpointName, Body: '{}' }))).Body!).toString();
    await expect(ask('Kind')).rejects.toThrow(/Endpoint Kind .*not found/);
    for (const { name, server } of cloud.service(sageMakerService).endpoints) {
      const model = join(folderOfTest(), 'model');
      mkdirSync(model);
      writeFileSync(join(model, 'name'), `${name} says`);
      await server.deploy(model);
    }
    expect(await ask('Kind')).toBe(`Kind says softly ${join(stateFolder, 'endpoints', 'Kind')}`);
    expect(await ask('Rude')).toBe(`Rude says loudly ${join(stateFolder, 'endpoints', 'Rude')}`);
    runtime.destroy();
  });

  test('refuses a second API by its logical id, and lets the state folder go', async () => {
    const stateFolder = folderOfTest();
    const second = start({ ...notes, Other: notes.Api! }, { stateFolder });
    await expect(second).rejects.toThrow(TemplateRefused);
    await expect(second).rejects.toThrow(/notes\/Other .*second/);
    expect(existsSync(join(stateFolder, 'lock.json'))).toBe(false);
  });
});

describe('the list of services', () => {
  test('runs each resource type once, and leaves none of them alone', () => {
    const types = services.flatMap(({ resourceTypes }) => Object.keys(resourceTypes));
    expect(types.length).toBeGreaterThan(20);
    expect(new Set(types).size).toBe(types.length);
    expect(types.filter((type) => Object.hasOwn(acceptedTypes, type))).toEqual([]);
  });

  const setUp = () => {
    const steps: string[] = [];
    const make = <Running>(name: string, running: Running, fails = false): ServiceModule<Running> => ({
      name,
      resourceTypes: {},
      plan: () => {
        steps.push(`plan ${name}`);
        return async ({ onStop }) => {
          steps.push(`start ${name}`);
          onStop(() => void steps.push(`stop ${name}`));
          if (fails) {
            throw new Error(`${name} is broken`);
          }
          return running;
        };
      },
    });
    const options = { templateFolder: writeTemplateFolder({}), stateFolder: folderOfTest() };
    return { steps, make, options };
  };

  test('is planned as a whole, started in order and stopped in reverse', async () => {
    const { steps, make, options } = setUp();
    const [a, b] = [make('a', 1), make('b', 'two')];
    const cloud = await startCloud(options, [a, b]);
    const offers: [number, string] = [cloud.service(a), cloud.service(b)];
    expect(offers).toEqual([1, 'two']);
    await Promise.all([cloud.stop(), cloud.stop()]);
    expect(steps).toEqual(['plan a', 'plan b', 'start a', 'start b', 'stop b', 'stop a']);
  });

  test('is stopped from the middle when one cannot start', async () => {
    const { steps, make, options } = setUp();
    const failing = startCloud(options, [make('a', 1), make('b', 2, true), make('c', 3)]);
    await expect(failing).rejects.toThrow('b is broken');
    expect(steps.slice(3)).toEqual(['start a', 'start b', 'stop b', 'stop a']);
    expect(existsSync(join(options.stateFolder, 'lock.json'))).toBe(false);
  });

  test('is stopped to its end when one cannot stop', async () => {
    const { steps, make, options } = setUp();
    const stubborn: ServiceModule<void> = {
      name: 'stubborn',
      resourceTypes: {},
      plan:
        () =>
        ({ onStop }) => {
          onStop(() => {
            throw new Error('no');
          });
        },
    };
    const cloud = await startCloud(options, [make('a', 1), stubborn]);
    await expect(cloud.stop()).rejects.toThrow('no');
    expect(steps.at(-1)).toBe('stop a');
    expect(existsSync(join(options.stateFolder, 'lock.json'))).toBe(false);
  });

  test('gives a service those that stand before it, and no others', async () => {
    const { make, options } = setUp();
    const a = make('a', { greeting: 'hello' });
    const asking: ServiceModule<string> = {
      name: 'asking',
      resourceTypes: {},
      plan:
        () =>
        ({ service }) =>
          service(a).greeting,
    };
    const cloud = await startCloud(options, [a, asking]);
    expect(cloud.service(asking)).toBe('hello');
    await cloud.stop();
    await expect(startCloud(options, [asking, a])).rejects.toThrow(ServiceNotStarted);
  });
});
