import {
  createDynamoDBDataSource,
  createHttpDataSource,
  createLambdaDataSource,
  createNoneDataSource,
  type DataSource,
} from '../appsync/index.ts';
import type { ResolvedResource } from '../template/index.ts';
import type { CloudServices } from './CloudServices.ts';

/** How AppSync names its session when it takes a data source's role. */
const session = 'APPSYNC_ASSUME_ROLE';

const createLambda = ({ properties }: ResolvedResource, { access, lambda }: CloudServices): DataSource => {
  const functionName = String((properties.LambdaConfig as { LambdaFunctionArn: string }).LambdaFunctionArn);
  const credentials = access.credentials.issue(String(properties.ServiceRoleArn), session);
  const { principal } = access.credentials.find(credentials.accessKeyId)!;
  return createLambdaDataSource({
    functionName,
    async invoke({ payload, invocationType }) {
      lambda.require(principal, functionName);
      if (invocationType === 'Event') {
        lambda.invokeLater(functionName, payload);
        return {};
      }
      return lambda.invoke(functionName, payload);
    },
  });
};

interface HttpConfig {
  Endpoint: string;
  AuthorizationConfig?: { AwsIamConfig?: { SigningRegion?: string; SigningServiceName?: string } };
}

const createHttp = ({ properties }: ResolvedResource, { access, gatewayUrl, plan }: CloudServices): DataSource => {
  const { Endpoint, AuthorizationConfig } = properties.HttpConfig as HttpConfig;
  const iam = AuthorizationConfig?.AwsIamConfig;
  return createHttpDataSource({
    endpoint: new URL(Endpoint).hostname.endsWith('.amazonaws.com') ? gatewayUrl : Endpoint,
    signing: iam && {
      region: iam.SigningRegion ?? plan.region,
      service: iam.SigningServiceName ?? '',
      credentials: access.credentials.issue(String(properties.ServiceRoleArn), session),
    },
  });
};

const createOne = (resource: ResolvedResource, services: CloudServices): DataSource => {
  const { properties } = resource;
  switch (properties.Type) {
    case 'AMAZON_DYNAMODB':
      return createDynamoDBDataSource({
        client: services.dynamodbAs(String(properties.ServiceRoleArn), session),
        tableName: String((properties.DynamoDBConfig as { TableName: string }).TableName),
        invokeConflictHandler: async (arn, event) =>
          JSON.parse((await services.lambda.invoke(arn, JSON.stringify(event))).payload) as unknown,
      });
    case 'AWS_LAMBDA':
      return createLambda(resource, services);
    case 'HTTP':
      return createHttp(resource, services);
    default:
      return createNoneDataSource();
  }
};

/** The data sources of the API by name, each with the permissions of its role. */
export const createDataSources = (services: CloudServices): Record<string, DataSource> =>
  Object.fromEntries(
    services.plan.resources
      .filter(({ type }) => type === 'AWS::AppSync::DataSource')
      .map((resource) => [String(resource.properties.Name), createOne(resource, services)]),
  );
