import { valueAt, type Properties, type ResourceTypes } from '../../template/index.ts';
import { apiAddresses, apiKeyOf } from './addresses.ts';
import { checkHttpConfig } from './checkHttpConfig.ts';

const javascriptOnly = (properties: Properties): string | undefined =>
  valueAt(properties, 'Runtime', 'Name') === 'APPSYNC_JS'
    ? undefined
    : 'it is not written for the APPSYNC_JS runtime; mapping templates (VTL) are not emulated';

const authorizationTypes = ['API_KEY', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_IAM', 'AWS_LAMBDA'];

const checkApi = (properties: Properties): string | undefined => {
  const additional = (properties.AdditionalAuthenticationProviders ?? []) as Properties[];
  const types = [properties, ...additional].map((provider) => String(provider.AuthenticationType));
  const unknown = types.find((type) => !authorizationTypes.includes(type));
  if (unknown !== undefined) {
    return `authorization by ${unknown} is not emulated (only ${authorizationTypes.join(', ')})`;
  }
  return properties.ApiType === 'MERGED' ? 'merged APIs are not emulated' : undefined;
};

const checkDataSource = (properties: Properties): string | undefined => {
  const types = ['AMAZON_DYNAMODB', 'AWS_LAMBDA', 'HTTP', 'NONE'];
  if (!types.includes(String(properties.Type))) {
    return `data sources of type ${String(properties.Type)} are not emulated (only ${types.join(', ')})`;
  }
  if (properties.Type === 'HTTP') return checkHttpConfig(properties);
  return String(valueAt(properties, 'DynamoDBConfig', 'Versioned')) === 'true'
    ? 'conflict detection is not emulated'
    : undefined;
};

/** The resource types of AppSync. */
export const resourceTypes: ResourceTypes = {
  'AWS::AppSync::GraphQLApi': {
    uses: [
      'Name',
      'AuthenticationType',
      'AdditionalAuthenticationProviders',
      'UserPoolConfig',
      'OpenIDConnectConfig',
      'LambdaAuthorizerConfig',
      'EnvironmentVariables',
      'QueryDepthLimit',
      'ResolverCountLimit',
      'IntrospectionConfig',
      'ApiType',
    ],
    ignores: ['LogConfig', 'XrayEnabled', 'Tags', 'Visibility', 'OwnerContact', 'EnhancedMetricsConfig'],
    check: checkApi,
    identify: ({ machine, digest, arn }) => {
      const ApiId = digest('LOWER', 26);
      const Arn = arn('appsync', `apis/${ApiId}`);
      const { graphqlUrl, realtimeUrl } = apiAddresses(machine);
      return {
        ref: Arn,
        attributes: {
          ApiId,
          Arn,
          GraphQLUrl: graphqlUrl,
          RealtimeUrl: realtimeUrl,
          GraphQLDns: new URL(graphqlUrl).host,
          RealtimeDns: new URL(realtimeUrl).host,
          GraphQLEndpointArn: Arn,
        },
      };
    },
  },
  'AWS::AppSync::GraphQLSchema': {
    uses: ['ApiId', 'Definition', 'DefinitionS3Location'],
    identify: ({ text }) => ({ ref: `${text('ApiId')}GraphQLSchema`, attributes: {} }),
  },
  'AWS::AppSync::Resolver': {
    uses: [
      'ApiId',
      'TypeName',
      'FieldName',
      'DataSourceName',
      'Code',
      'CodeS3Location',
      'Runtime',
      'Kind',
      'PipelineConfig',
      'MaxBatchSize',
    ],
    ignores: ['MetricsConfig'],
    check: javascriptOnly,
    identify: ({ text, arn }) => {
      const [TypeName, FieldName] = [text('TypeName'), text('FieldName')];
      const Arn = arn('appsync', `apis/${text('ApiId')}/types/${TypeName}/resolvers/${FieldName}`);
      return { ref: Arn, attributes: { ResolverArn: Arn, TypeName, FieldName } };
    },
  },
  'AWS::AppSync::FunctionConfiguration': {
    uses: ['ApiId', 'Name', 'DataSourceName', 'Code', 'CodeS3Location', 'Runtime', 'MaxBatchSize'],
    ignores: ['Description', 'FunctionVersion'],
    check: javascriptOnly,
    identify: ({ digest, text, arn }) => {
      const FunctionId = digest('LOWER', 26);
      const Arn = arn('appsync', `apis/${text('ApiId')}/functions/${FunctionId}`);
      return {
        ref: Arn,
        attributes: { FunctionId, FunctionArn: Arn, Name: text('Name'), DataSourceName: text('DataSourceName') },
      };
    },
  },
  'AWS::AppSync::DataSource': {
    uses: ['ApiId', 'Name', 'Type', 'ServiceRoleArn', 'DynamoDBConfig', 'LambdaConfig', 'HttpConfig'],
    ignores: ['Description', 'MetricsConfig'],
    check: checkDataSource,
    identify: ({ text, arn }) => {
      const Arn = arn('appsync', `apis/${text('ApiId')}/datasources/${text('Name')}`);
      return { ref: Arn, attributes: { DataSourceArn: Arn, Name: text('Name') } };
    },
  },
  'AWS::AppSync::ApiKey': {
    uses: ['ApiId', 'Expires', 'ApiKeyId'],
    ignores: ['Description'],
    identify: ({ machine, digest, text, arn }) => {
      const ApiKeyId = digest('LOWER', 26);
      const Arn = arn('appsync', `apis/${text('ApiId')}/apikeys/${ApiKeyId}`);
      return { ref: Arn, attributes: { ApiKey: apiKeyOf(machine), ApiKeyId, Arn } };
    },
  },
};
