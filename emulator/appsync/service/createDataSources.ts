import { dynamodbService } from '../../dynamodb/index.ts';
import { lambdaService } from '../../lambda/index.ts';
import type { ServiceContext } from '../../service/ServiceModule.ts';
import type { ResolvedTemplate } from '../../template/index.ts';
import { createDynamoDBDataSource } from '../data-sources/createDynamoDBDataSource.ts';
import { createHttpDataSource } from '../data-sources/createHttpDataSource.ts';
import { createLambdaDataSource } from '../data-sources/createLambdaDataSource.ts';
import { createNoneDataSource } from '../data-sources/createNoneDataSource.ts';
import type { DataSource } from '../types.ts';

/** How AppSync names its session when it takes a data source's role. */
const session = 'APPSYNC_ASSUME_ROLE';

type Properties = Record<string, unknown>;

const createLambda = (properties: Properties, { access, service }: ServiceContext): DataSource => {
  const functions = service(lambdaService);
  const functionName = String((properties.LambdaConfig as { LambdaFunctionArn: string }).LambdaFunctionArn);
  const principal = access.credentials.principal(String(properties.ServiceRoleArn), session);
  return createLambdaDataSource({
    functionName,
    async invoke({ payload, invocationType }) {
      functions.require(principal, functionName);
      if (invocationType === 'Event') {
        functions.invokeLater(functionName, payload);
        return {};
      }
      return functions.invoke(functionName, payload);
    },
  });
};

interface HttpConfig {
  Endpoint: string;
  AuthorizationConfig?: { AwsIamConfig?: { SigningRegion?: string; SigningServiceName?: string } };
}

const createHttp = (properties: Properties, { access, gatewayUrl, region }: ServiceContext): DataSource => {
  const { Endpoint, AuthorizationConfig } = properties.HttpConfig as HttpConfig;
  const iam = AuthorizationConfig?.AwsIamConfig;
  return createHttpDataSource({
    endpoint: new URL(Endpoint).hostname.endsWith('.amazonaws.com') ? gatewayUrl : Endpoint,
    signing: iam && {
      region: iam.SigningRegion ?? region,
      service: iam.SigningServiceName ?? '',
      credentials: access.credentials.issue(String(properties.ServiceRoleArn), session),
    },
  });
};

const createDataSource = (properties: Properties, context: ServiceContext): DataSource => {
  switch (properties.Type) {
    case 'AMAZON_DYNAMODB':
      return createDynamoDBDataSource({
        client: context.service(dynamodbService).clientOf(String(properties.ServiceRoleArn), session),
        tableName: String((properties.DynamoDBConfig as { TableName: string }).TableName),
        invokeConflictHandler: async (arn, event) =>
          JSON.parse((await context.service(lambdaService).invoke(arn, JSON.stringify(event))).payload) as unknown,
      });
    case 'AWS_LAMBDA':
      return createLambda(properties, context);
    case 'HTTP':
      return createHttp(properties, context);
    default:
      return createNoneDataSource();
  }
};

/** The data sources of the API by name, each with the permissions of its role. */
export const createDataSources = (template: ResolvedTemplate, context: ServiceContext): Record<string, DataSource> =>
  Object.fromEntries(
    template
      .ofType('AWS::AppSync::DataSource')
      .map(({ properties }) => [String(properties.Name), createDataSource(properties, context)]),
  );
