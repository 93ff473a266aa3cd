import { createHash } from 'node:crypto';
import type { Identify, PlacedResource, ResourceIdentity } from './TemplateValues.ts';

/** What only the running machine knows. */
export interface LocalAddresses {
  graphqlUrl: string;
  realtimeUrl: string;
  /** The value of an API key, kept with the state. */
  apiKey: string;
}

const digest = (placed: PlacedResource, alphabet: string, length: number, salt = ''): string => {
  const hash = createHash('sha256').update(`${placed.stack.name}/${placed.logicalId}/${salt}`).digest();
  return Array.from({ length }, (_, index) => alphabet[hash[index % hash.length]! % alphabet.length]).join('');
};
const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const lower = upper.toLowerCase();

type Maker = (context: {
  placed: PlacedResource;
  addresses: LocalAddresses;
  /** The property's value when it is given, else a name as CloudFormation makes them, the same at every start. */
  name(property: string, length: number): string;
  text(property: string): string;
  arn(service: string, path: string): string;
}) => ResourceIdentity;

const table: Maker = ({ name, arn }) => {
  const ref = name('TableName', 255);
  const Arn = arn('dynamodb', `table/${ref}`);
  // The engine labels streams itself; the local poller looks the real one up by the table's name.
  return { ref, attributes: { Arn, StreamArn: `${Arn}/stream/local`, TableId: ref } };
};

const sageMaker =
  (kind: string, property: string, attribute: string): Maker =>
  ({ name, arn }) => {
    const value = name(property, 63);
    return { ref: arn('sagemaker', `${kind}/${value.toLowerCase()}`), attributes: { [attribute]: value } };
  };

const makers: Record<string, Maker> = {
  'AWS::AppSync::GraphQLApi': ({ placed, addresses, arn }) => {
    const ApiId = digest(placed, lower, 26);
    const Arn = arn('appsync', `apis/${ApiId}`);
    const host = (url: string) => new URL(url).host;
    return {
      ref: Arn,
      attributes: {
        ApiId,
        Arn,
        GraphQLUrl: addresses.graphqlUrl,
        RealtimeUrl: addresses.realtimeUrl,
        GraphQLDns: host(addresses.graphqlUrl),
        RealtimeDns: host(addresses.realtimeUrl),
        GraphQLEndpointArn: Arn,
      },
    };
  },
  'AWS::AppSync::GraphQLSchema': ({ text }) => ({ ref: `${text('ApiId')}GraphQLSchema`, attributes: {} }),
  'AWS::AppSync::ApiKey': ({ placed, addresses, text, arn }) => {
    const ApiKeyId = digest(placed, lower, 26);
    const Arn = arn('appsync', `apis/${text('ApiId')}/apikeys/${ApiKeyId}`);
    return { ref: Arn, attributes: { ApiKey: addresses.apiKey, ApiKeyId, Arn } };
  },
  'AWS::AppSync::DataSource': ({ text, arn }) => {
    const Arn = arn('appsync', `apis/${text('ApiId')}/datasources/${text('Name')}`);
    return { ref: Arn, attributes: { DataSourceArn: Arn, Name: text('Name') } };
  },
  'AWS::AppSync::FunctionConfiguration': ({ placed, text, arn }) => {
    const FunctionId = digest(placed, lower, 26);
    const Arn = arn('appsync', `apis/${text('ApiId')}/functions/${FunctionId}`);
    return {
      ref: Arn,
      attributes: {
        FunctionId,
        FunctionArn: Arn,
        Name: text('Name'),
        DataSourceName: text('DataSourceName'),
      },
    };
  },
  'AWS::AppSync::Resolver': ({ text, arn }) => {
    const [TypeName, FieldName] = [text('TypeName'), text('FieldName')];
    const Arn = arn('appsync', `apis/${text('ApiId')}/types/${TypeName}/resolvers/${FieldName}`);
    return { ref: Arn, attributes: { ResolverArn: Arn, TypeName, FieldName } };
  },
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::DynamoDB::Table': table,
  'AWS::Lambda::Function': ({ name, arn }) => {
    const ref = name('FunctionName', 64);
    return { ref, attributes: { Arn: arn('lambda', `function:${ref}`) } };
  },
  'AWS::Lambda::Version': ({ text, arn }) => {
    const Arn = arn('lambda', `function:${text('FunctionName').split(':').pop()}`);
    return { ref: `${Arn}:$LATEST`, attributes: { Version: '$LATEST', FunctionArn: `${Arn}:$LATEST` } };
  },
  'AWS::Lambda::Alias': ({ text, arn }) => {
    const Arn = `${arn('lambda', `function:${text('FunctionName').split(':').pop()}`)}:${text('Name')}`;
    return { ref: Arn, attributes: { AliasArn: Arn } };
  },
  'AWS::Lambda::EventSourceMapping': ({ placed, arn }) => {
    const Id = digest(placed, lower, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    return { ref: Id, attributes: { Id, EventSourceMappingArn: arn('lambda', `event-source-mapping:${Id}`) } };
  },
  'AWS::StepFunctions::StateMachine': ({ name, arn }) => {
    const Name = name('StateMachineName', 80);
    const Arn = arn('states', `stateMachine:${Name}`);
    return { ref: Arn, attributes: { Arn, Name, StateMachineRevisionId: 'INITIAL' } };
  },
  'AWS::SageMaker::Model': sageMaker('model', 'ModelName', 'ModelName'),
  'AWS::SageMaker::EndpointConfig': sageMaker('endpoint-config', 'EndpointConfigName', 'EndpointConfigName'),
  'AWS::SageMaker::Endpoint': sageMaker('endpoint', 'EndpointName', 'EndpointName'),
  'AWS::Cognito::UserPool': ({ placed, arn }) => {
    const ref = `${placed.stack.region}_${digest(placed, upper, 9)}`;
    const ProviderName = `cognito-idp.${placed.stack.region}.amazonaws.com/${ref}`;
    return {
      ref,
      attributes: {
        Arn: arn('cognito-idp', `userpool/${ref}`),
        ProviderName,
        ProviderURL: `https://${ProviderName}`,
        UserPoolId: ref,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': ({ placed }) => {
    const ref = digest(placed, lower, 26);
    return { ref, attributes: { ClientId: ref, Name: ref, ClientSecret: digest(placed, lower, 52, 'secret') } };
  },
  'AWS::Cognito::UserPoolGroup': ({ text }) => ({ ref: text('GroupName'), attributes: {} }),
  'AWS::IAM::Role': ({ placed, name }) => {
    const ref = name('RoleName', 64);
    const Arn = `arn:aws:iam::${placed.stack.account}:role/${ref}`;
    return { ref, attributes: { Arn, RoleId: `AROA${digest(placed, upper, 17)}` } };
  },
  'AWS::IAM::ManagedPolicy': ({ placed, name }) => {
    const ref = `arn:aws:iam::${placed.stack.account}:policy/${name('ManagedPolicyName', 128)}`;
    return { ref, attributes: { PolicyArn: ref } };
  },
  'AWS::SQS::Queue': ({ placed, name, arn }) => {
    const QueueName = name('QueueName', 80);
    const QueueUrl = `https://sqs.${placed.stack.region}.amazonaws.com/${placed.stack.account}/${QueueName}`;
    return { ref: QueueUrl, attributes: { Arn: arn('sqs', QueueName), QueueName, QueueUrl } };
  },
};

/** Types that run but have only a name, and types that are left alone: any attribute is a made-up ARN or name. */
const otherIdentity: Maker = ({ placed, arn, name }) => {
  const [, service = 'local', kind = 'resource'] = placed.resource.Type.toLowerCase().split('::');
  const ref = name('Name', 128);
  const attributes = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_target, key) => (String(key).endsWith('Arn') ? arn(service, `${kind}/${ref}`) : `${ref}.${String(key)}`),
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    },
  );
  return { ref, attributes };
};

/**
 * Names and ARNs of resources: as CloudFormation makes them, but the same at every start, so that data stay in reach.
 */
export const createIdentify =
  (addresses: LocalAddresses): Identify =>
  (placed, values) => {
    const { stack, logicalId, resource } = placed;
    const text = (property: string): string =>
      String(values.resolve(stack, resource.Properties?.[property], `${stack.name}/${logicalId}.${property}`) ?? '');
    const arn = (service: string, path: string): string =>
      `arn:aws:${service}:${stack.region}:${stack.account}:${path}`;
    const name = (property: string, length: number): string => {
      const given = text(property);
      const suffix = digest(placed, upper, 12);
      return given === '' ? `${`${stack.name}-${logicalId}`.slice(0, length - 13)}-${suffix}` : given;
    };
    const maker = Object.hasOwn(makers, resource.Type) ? makers[resource.Type]! : otherIdentity;
    return maker({ placed, addresses, name, text, arn });
  };
