import type { Template } from '../../template/index.ts';
import { writeTemplateFolder } from '../helpers/writeTemplateFolder.ts';

const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] });
const role = (RoleName: string, ...Statement: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: { RoleName, Policies: [{ PolicyName: 'p', PolicyDocument: { Statement } }] },
});
const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
const image = '000000000000.dkr.ecr.eu-west-1.amazonaws.com/assets:container';
const jobRole = 'arn:aws:iam::000000000000:role/jobs';

/** Each takes its time, so that a kill finds it at work. */
const container = {
  Dockerfile: 'FROM x\nWORKDIR /opt/program\n',
  'prepare.mjs': `
    import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
    import { gunzipSync } from 'node:zlib';
    const base = process.env.SAGEMAKER_BASE_DIR + '/processing/';
    await new Promise((resolve) => setTimeout(resolve, 800));
    const input = base + 'input/';
    const [manifest] = readdirSync(input + 'exports', { recursive: true }).filter((name) => name.endsWith('manifest-files.json'));
    const files = readFileSync(input + 'exports/' + manifest, 'utf8').trim().split('\\n').map((line) => JSON.parse(line).dataFileS3Key);
    const lines = files.map((name) => gunzipSync(readFileSync(input + name)).toString());
    writeFileSync(base + 'output/training/rows.jsonl', lines.join('\\n'));`,
  'train.mjs': `
    import { readFileSync, writeFileSync } from 'node:fs';
    const base = process.env.SAGEMAKER_BASE_DIR;
    await new Promise((resolve) => setTimeout(resolve, 800));
    writeFileSync(base + '/model/rows', readFileSync(base + '/input/data/rows/rows.jsonl'));`,
  'serve.mjs': `
    import { createServer } from 'node:http';
    import { readFileSync } from 'node:fs';
    const rows = readFileSync(process.env.SAGEMAKER_BASE_DIR + '/model/rows');
    process.on('SIGTERM', () => process.exit(0));
    createServer((request, response) => response.end(rows)).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), '127.0.0.1');`,
};

const cluster = { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 10 };
const task = (resource: string, Parameters: object, rest: object) => ({
  Type: 'Task',
  Resource: `arn:aws:states:::${resource}`,
  Parameters,
  ...rest,
});
const place = (path: string) => `s3://workflow-data/${path}`;

/** Exports a table, prepares, trains, serves, looks at metrics and tells a topic. */
const definition = {
  StartAt: 'Export',
  States: {
    Export: task(
      'aws-sdk:dynamodb:exportTableToPointInTime',
      {
        TableArn: '${table}',
        S3Bucket: 'workflow-data',
        'S3Prefix.$': "States.Format('exports/{}', $$.Execution.Name)",
        ExportFormat: 'DYNAMODB_JSON',
      },
      { ResultPath: '$.export', Next: 'Wait for export' },
    ),
    'Wait for export': { Type: 'Wait', Seconds: 1, Next: 'Describe export' },
    'Describe export': task(
      'aws-sdk:dynamodb:describeExport',
      { 'ExportArn.$': '$.export.ExportDescription.ExportArn' },
      { ResultPath: '$.export', Next: 'Is it exported' },
    ),
    'Is it exported': {
      Type: 'Choice',
      Choices: [{ Variable: '$.export.ExportDescription.ExportStatus', StringEquals: 'COMPLETED', Next: 'Prepare' }],
      Default: 'Wait for export',
    },
    Prepare: task(
      'sagemaker:createProcessingJob.sync',
      {
        ProcessingJobName: 'prepare-1',
        RoleArn: jobRole,
        AppSpecification: { ImageUri: image, ContainerEntrypoint: ['node', 'prepare.mjs'] },
        ProcessingInputs: [
          {
            InputName: 'exports',
            S3Input: {
              S3Uri: place('exports/'),
              LocalPath: '/opt/ml/processing/input/exports',
              S3DataType: 'S3Prefix',
              S3InputMode: 'File',
            },
          },
        ],
        ProcessingOutputConfig: {
          Outputs: [
            {
              OutputName: 'training',
              S3Output: {
                S3Uri: place('training/'),
                LocalPath: '/opt/ml/processing/output/training',
                S3UploadMode: 'EndOfJob',
              },
            },
          ],
        },
        ProcessingResources: { ClusterConfig: cluster },
      },
      { ResultPath: null, Next: 'Train' },
    ),
    Train: task(
      'sagemaker:createTrainingJob.sync',
      {
        TrainingJobName: 'train-1',
        RoleArn: jobRole,
        AlgorithmSpecification: { TrainingImage: image, TrainingInputMode: 'File' },
        InputDataConfig: [
          {
            ChannelName: 'rows',
            DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: place('training/') } },
          },
        ],
        OutputDataConfig: { S3OutputPath: place('models') },
        ResourceConfig: cluster,
        StoppingCondition: { MaxRuntimeInSeconds: 600 },
      },
      { ResultSelector: { 'artifact.$': '$.ModelArtifacts.S3ModelArtifacts' }, ResultPath: '$.trained', Next: 'Model' },
    ),
    Model: task(
      'sagemaker:createModel',
      {
        ModelName: 'model-1',
        ExecutionRoleArn: jobRole,
        PrimaryContainer: { Image: image, 'ModelDataUrl.$': '$.trained.artifact' },
      },
      { ResultPath: null, Next: 'Configuration' },
    ),
    Configuration: task(
      'sagemaker:createEndpointConfig',
      {
        EndpointConfigName: 'model-1',
        ProductionVariants: [
          {
            VariantName: 'AllTraffic',
            ModelName: 'model-1',
            ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 },
          },
        ],
      },
      { ResultPath: null, Next: 'Endpoint' },
    ),
    Endpoint: task(
      'sagemaker:createEndpoint',
      { EndpointName: 'model-1', EndpointConfigName: 'model-1' },
      { ResultPath: null, Next: 'Wait for endpoint' },
    ),
    'Wait for endpoint': { Type: 'Wait', Seconds: 1, Next: 'Describe endpoint' },
    'Describe endpoint': task(
      'aws-sdk:sagemaker:describeEndpoint',
      { EndpointName: 'model-1' },
      { ResultPath: '$.endpoint', Next: 'Is it there' },
    ),
    'Is it there': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.endpoint.EndpointStatus', StringEquals: 'InService', Next: 'Look' },
        { Variable: '$.endpoint.EndpointStatus', StringEquals: 'Creating', Next: 'Wait for endpoint' },
      ],
      Default: 'Failed',
    },
    Look: task(
      'aws-sdk:cloudwatch:getMetricData',
      {
        'StartTime.$': '$$.Execution.StartTime',
        'EndTime.$': '$$.State.EnteredTime',
        MetricDataQueries: [
          { Id: 'n', MetricStat: { Metric: { Namespace: 'N', MetricName: 'M' }, Period: 60, Stat: 'Sum' } },
        ],
      },
      { ResultPath: '$.metrics', Next: 'Tell' },
    ),
    Tell: task(
      'sns:publish',
      { TopicArn: '${topic}', Message: { 'run.$': '$$.Execution.Name' } },
      { ResultPath: '$.told', Next: 'Done' },
    ),
    Done: { Type: 'Succeed' },
    Failed: { Type: 'Fail', Error: 'EndpointFailed' },
  },
};

const rule = (job: string) => ({
  'Fn::Sub': `arn:aws:events:\${AWS::Region}:\${AWS::AccountId}:rule/StepFunctionsGetEventsForSageMaker${job}JobsRule`,
});
export const managedRules = {
  Effect: 'Allow',
  Action: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
  Resource: [rule('Training'), rule('Processing')],
};

const resources = (machineStatements: object[]): NonNullable<Template['Resources']> => ({
  Data: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'workflow-data' } },
  Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  },
  JobRole: role('jobs', allow('s3:GetObject', 's3:PutObject', 's3:ListBucket')),
  Reader: role('reader', allow('states:*', 'sagemaker:*')),
  MachineRole: role(
    'machine',
    allow('dynamodb:*', 's3:PutObject', 'sagemaker:*', 'iam:PassRole', 'cloudwatch:GetMetricData', 'sns:Publish'),
    ...machineStatements,
  ),
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: 'workflow',
      RoleArn: attribute('MachineRole', 'Arn'),
      DefinitionString: JSON.stringify(definition),
      DefinitionSubstitutions: { table: attribute('Table', 'Arn'), topic: { Ref: 'Topic' } },
    },
  },
  Api: { Type: 'AWS::AppSync::GraphQLApi', Properties: { Name: 'runs', AuthenticationType: 'API_KEY' } },
  Key: { Type: 'AWS::AppSync::ApiKey', Properties: { ApiId: attribute('Api', 'ApiId') } },
  Schema: {
    Type: 'AWS::AppSync::GraphQLSchema',
    Properties: {
      ApiId: attribute('Api', 'ApiId'),
      Definition: `type Mutation { start(name: String!): String put(id: ID!): ID }
type Query { nothing: String }`,
    },
  },
  StartRole: role('starter', { Effect: 'Allow', Action: 'states:StartExecution', Resource: { Ref: 'Machine' } }),
  States: {
    Type: 'AWS::AppSync::DataSource',
    Properties: {
      ApiId: attribute('Api', 'ApiId'),
      Name: 'States',
      Type: 'HTTP',
      ServiceRoleArn: attribute('StartRole', 'Arn'),
      HttpConfig: {
        Endpoint: { 'Fn::Sub': 'https://states.${AWS::Region}.amazonaws.com/' },
        AuthorizationConfig: {
          AuthorizationType: 'AWS_IAM',
          AwsIamConfig: { SigningRegion: { Ref: 'AWS::Region' }, SigningServiceName: 'states' },
        },
      },
    },
  },
  Rows: {
    Type: 'AWS::AppSync::DataSource',
    Properties: {
      ApiId: attribute('Api', 'ApiId'),
      Name: 'Rows',
      Type: 'AMAZON_DYNAMODB',
      ServiceRoleArn: attribute('MachineRole', 'Arn'),
      DynamoDBConfig: { TableName: { Ref: 'Table' }, AwsRegion: { Ref: 'AWS::Region' } },
    },
  },
  Start: resolver(
    'start',
    'States',
    `return {
       method: 'POST',
       resourcePath: '/',
       params: {
         headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AWSStepFunctions.StartExecution' },
         body: JSON.stringify({ stateMachineArn: ctx.env.MACHINE, name: ctx.args.name, input: '{}' }),
       },
     };`,
    `if (ctx.result.statusCode !== 200) util.error(ctx.result.body, 'StartFailed');
     return JSON.parse(ctx.result.body).executionArn;`,
  ),
  Put: resolver(
    'put',
    'Rows',
    `return { operation: 'PutItem', key: { id: { S: ctx.args.id } } };`,
    'return ctx.result.id;',
  ),
});

function resolver(FieldName: string, dataSource: string, request: string, response: string) {
  return {
    Type: 'AWS::AppSync::Resolver',
    Properties: {
      ...{ ApiId: attribute('Api', 'ApiId'), TypeName: 'Mutation', FieldName },
      DataSourceName: attribute(dataSource, 'Name'),
      Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
      Code: `import { util } from '@aws-appsync/utils';
export function request(ctx) { ${request} }
export function response(ctx) { if (ctx.error) util.error(ctx.error.message, ctx.error.type); ${response} }`,
    },
  };
}

export const templateOf = (machineStatements: object[]): string => {
  const made = resources(machineStatements);
  Object.assign(made.Api!.Properties!, { EnvironmentVariables: { MACHINE: { Ref: 'Machine' } } });
  return writeTemplateFolder({ runs: { Resources: made } }, undefined, { container });
};
