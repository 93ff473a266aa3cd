import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetPath, assetText, readAssembly, TemplateValues } from '../../../emulator/template/index.ts';
import { Resources } from './Resource.ts';
import type { Properties } from './Resource.ts';

type Identify = ConstructorParameters<typeof TemplateValues>[1];
interface Identity {
  arn: string;
  ref: string;
  attributes: Record<string, string>;
}
type IdentityOf = (name: string, arn: (service: string, path: string) => string, properties: Properties) => Identity;

/** What `Ref` and `Fn::GetAtt` of a type give, from "Return values" of its page in the CloudFormation reference. */
const identities: Record<string, IdentityOf> = {
  'AWS::AppSync::DataSource': (_name, arn, { ApiId, Name }) => {
    const own = arn('appsync', `apis/${ApiId}/datasources/${Name}`);
    return { arn: own, ref: own, attributes: { Name } };
  },
  'AWS::AppSync::FunctionConfiguration': (name, arn, { ApiId }) => {
    const own = arn('appsync', `apis/${ApiId}/functions/${name}`);
    return { arn: own, ref: own, attributes: { FunctionId: name } };
  },
  'AWS::AppSync::GraphQLApi': (name, arn) => {
    const own = arn('appsync', `apis/${name}`);
    return {
      arn: own,
      ref: own,
      attributes: { ApiId: name, Arn: own, GraphQLUrl: `https://${name}.example/graphql` },
    };
  },
  'AWS::CloudWatch::Alarm': (name, arn) => {
    const own = arn('cloudwatch', `alarm:${name}`);
    return { arn: own, ref: name, attributes: { Arn: own } };
  },
  'AWS::Cognito::UserPool': (name, arn) => {
    const own = arn('cognito-idp', `userpool/${name}`);
    return { arn: own, ref: name, attributes: { Arn: own, UserPoolId: name } };
  },
  'AWS::DynamoDB::GlobalTable': (name, arn) => {
    const own = arn('dynamodb', `table/${name}`);
    return { arn: own, ref: name, attributes: { Arn: own, StreamArn: `${own}/stream/2026` } };
  },
  'AWS::EMRServerless::Application': (name, arn) => {
    const id = name.toLowerCase();
    const own = arn('emr-serverless', `/applications/${id}`);
    return { arn: own, ref: id, attributes: { Arn: own, ApplicationId: id } };
  },
  'AWS::Events::Rule': (name, arn) => {
    const own = arn('events', `rule/${name}`);
    return { arn: own, ref: name, attributes: { Arn: own } };
  },
  'AWS::IAM::Role': (name, arn) => {
    const own = arn('iam', `role/${name}`).replace(/:[a-z]{2}-[a-z-]+-\d:/, '::');
    return { arn: own, ref: name, attributes: { Arn: own } };
  },
  'AWS::KMS::Key': (name, arn) => {
    const own = arn('kms', `key/${name}`);
    return { arn: own, ref: name, attributes: { Arn: own, KeyId: name } };
  },
  'AWS::Lambda::Function': (name, arn) => {
    const own = arn('lambda', `function:${name}`);
    return { arn: own, ref: name, attributes: { Arn: own } };
  },
  'AWS::Logs::LogGroup': (name, arn, { LogGroupName }) => {
    const group = LogGroupName ?? name;
    const own = `${arn('logs', `log-group:${group}`)}:*`;
    return { arn: own, ref: group, attributes: { Arn: own } };
  },
  'AWS::S3::Bucket': (name) => {
    const own = `arn:aws:s3:::${name.toLowerCase()}`;
    return { arn: own, ref: name.toLowerCase(), attributes: { Arn: own } };
  },
  'AWS::SNS::Topic': (name, arn) => {
    const own = arn('sns', name);
    return { arn: own, ref: own, attributes: { TopicName: name, TopicArn: own } };
  },
  'AWS::SQS::Queue': (name, arn) => {
    const own = arn('sqs', name);
    return { arn: own, ref: `https://sqs.example/${name}`, attributes: { Arn: own, QueueName: name } };
  },
  'AWS::StepFunctions::StateMachine': (name, arn) => {
    const own = arn('states', `stateMachine:${name}`);
    return { arn: own, ref: own, attributes: { Arn: own, Name: name } };
  },
};
/** Types of which nothing but the name is asked; an attribute of one that is missing above is an error. */
const byName: IdentityOf = (name) => ({ arn: name, ref: name, attributes: {} });

/** Reads a synthesized app (`cdk.out`) with every reference between its stacks worked out. */
export function readResources(folder: string): Resources {
  const assembly = readAssembly(folder);
  const identify = (({ stack, logicalId, resource }, values) => {
    const maker = identities[resource.Type] ?? byName;
    const property = (name: string): unknown => {
      const value = resource.Properties?.[name];
      return value === undefined ? undefined : values.resolve(stack, value, `${stack.name}/${logicalId}.${name}`);
    };
    return maker(
      `${stack.name}-${logicalId}`,
      (service, path) => `arn:aws:${service}:${stack.region}:${stack.account}:${path}`,
      // Only what a maker asks for is worked out: a property may refer back to the resource.
      new Proxy({}, { get: (_target, name) => property(String(name)) }),
    );
  }) satisfies Identify;
  const values = new TemplateValues(assembly, identify);
  const [first] = assembly.stacks;
  return new Resources({
    account: first.account,
    region: first.region,
    assetText: (key) => assetText(assembly, key, folder),
    bundledSources: (key) => ownSources(assetPath(assembly, key, folder)),
    all: values.resources().map((placed) => {
      const { stack, logicalId, resource } = placed;
      const id = `${stack.name}/${logicalId}`;
      return {
        id,
        type: resource.Type,
        ...(values.identity(placed) as Identity),
        properties: withStatement(
          resource.Type,
          (values.resolve(stack, resource.Properties ?? {}, id) ?? {}) as Properties,
        ),
      };
    }),
  });
}

/**
 * A permission of a function as the statement that Lambda makes of it:
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
function withStatement(type: string, properties: Properties): Properties {
  if (type !== 'AWS::Lambda::Permission') return properties;
  const { Action, FunctionName, Principal, SourceArn, SourceAccount } = properties;
  const Condition = {
    ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
    ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
  };
  const statement = { Effect: 'Allow', Principal: { Service: Principal }, Action, Resource: FunctionName, Condition };
  return { FunctionName, PolicyDocument: { Statement: [statement] } };
}

/** What a bundle was made of, after its source map, without installed packages. */
function ownSources(bundle: string): string[] {
  const { sources } = JSON.parse(readFileSync(join(bundle, 'index.js.map'), 'utf8')) as { sources: string[] };
  const repository = join(import.meta.dirname, '..', '..', '..');
  return sources
    .filter((source) => !source.includes('node_modules/'))
    .map((source) => readFileSync(join(repository, source.replace(/^(\.\.\/)+/, '')), 'utf8'));
}
