import type { ResourceRule } from './ResourceRule.ts';

type Properties = Record<string, unknown>;
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Properties | undefined)?.[key], value);

const javascriptOnly = (properties: Properties): string | undefined =>
  at(properties, 'Runtime', 'Name') === 'APPSYNC_JS'
    ? undefined
    : 'it is not written for the APPSYNC_JS runtime; mapping templates (VTL) are not emulated';

const authorizationTypes = ['API_KEY', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_IAM'];

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
  return String(at(properties, 'DynamoDBConfig', 'Versioned')) === 'true'
    ? 'conflict detection is not emulated'
    : undefined;
};

const checkFunction = (properties: Properties): string | undefined => {
  if (properties.PackageType === 'Image' || at(properties, 'Code', 'ImageUri') !== undefined) {
    return 'functions from container images are not emulated';
  }
  if (!/^nodejs\d+\.x$/.test(String(properties.Runtime))) {
    return `runtime ${String(properties.Runtime)} is not emulated (only nodejs)`;
  }
  return Array.isArray(properties.Layers) && properties.Layers.length > 0
    ? 'layers are not emulated; bundle them'
    : undefined;
};

const checkMapping = (properties: Properties): string | undefined =>
  /^arn:[^:]+:dynamodb:/.test(String(properties.EventSourceArn))
    ? undefined
    : `events of ${String(properties.EventSourceArn)} are not emulated (only DynamoDB Streams)`;

const checkVariants = (properties: Properties): string | undefined =>
  Array.isArray(properties.ProductionVariants) && properties.ProductionVariants.length === 1
    ? undefined
    : 'only one production variant is emulated';

const checkModel = (properties: Properties): string | undefined =>
  at(properties, 'PrimaryContainer', 'Image') !== undefined ||
  (properties.Containers as unknown[] | undefined)?.length === 1
    ? undefined
    : 'only models of one container with an image are emulated';

const checkQueue = (properties: Properties): string | undefined =>
  String(properties.FifoQueue) === 'true' ? 'FIFO queues are not emulated' : undefined;

/** The resource types that run here, with every property that is known. */
export const runningTypes: Record<string, ResourceRule> = {
  'AWS::AppSync::GraphQLApi': {
    effect: 'RUNS',
    uses: [
      'Name',
      'AuthenticationType',
      'AdditionalAuthenticationProviders',
      'UserPoolConfig',
      'OpenIDConnectConfig',
      'EnvironmentVariables',
      'QueryDepthLimit',
      'ResolverCountLimit',
      'IntrospectionConfig',
      'ApiType',
    ],
    ignores: ['LogConfig', 'XrayEnabled', 'Tags', 'Visibility', 'OwnerContact', 'EnhancedMetricsConfig'],
    check: checkApi,
  },
  'AWS::AppSync::GraphQLSchema': { effect: 'RUNS', uses: ['ApiId', 'Definition', 'DefinitionS3Location'] },
  'AWS::AppSync::Resolver': {
    effect: 'RUNS',
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
  },
  'AWS::AppSync::FunctionConfiguration': {
    effect: 'RUNS',
    uses: ['ApiId', 'Name', 'DataSourceName', 'Code', 'CodeS3Location', 'Runtime', 'MaxBatchSize'],
    ignores: ['Description', 'FunctionVersion'],
    check: javascriptOnly,
  },
  'AWS::AppSync::DataSource': {
    effect: 'RUNS',
    uses: ['ApiId', 'Name', 'Type', 'ServiceRoleArn', 'DynamoDBConfig', 'LambdaConfig', 'HttpConfig'],
    ignores: ['Description', 'MetricsConfig'],
    check: checkDataSource,
  },
  'AWS::AppSync::ApiKey': { effect: 'RUNS', uses: ['ApiId', 'Expires', 'ApiKeyId'], ignores: ['Description'] },
  'AWS::DynamoDB::GlobalTable': {
    effect: 'RUNS',
    uses: [
      'TableName',
      'AttributeDefinitions',
      'KeySchema',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ],
    ignores: [
      'BillingMode',
      'SSESpecification',
      'Replicas',
      'WriteProvisionedThroughputSettings',
      'WarmThroughput',
      'WriteOnDemandThroughputSettings',
      'MultiRegionConsistency',
    ],
    check: ({ Replicas }) =>
      Array.isArray(Replicas) && Replicas.length > 1 ? 'only one replica is emulated' : undefined,
  },
  'AWS::DynamoDB::Table': {
    effect: 'RUNS',
    uses: [
      'TableName',
      'AttributeDefinitions',
      'KeySchema',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'StreamSpecification',
      'TimeToLiveSpecification',
    ],
    ignores: [
      'BillingMode',
      'SSESpecification',
      'ProvisionedThroughput',
      'OnDemandThroughput',
      'WarmThroughput',
      'Tags',
      'PointInTimeRecoverySpecification',
      'DeletionProtectionEnabled',
      'ContributorInsightsSpecification',
      'TableClass',
    ],
  },
  'AWS::Lambda::Function': {
    effect: 'RUNS',
    uses: [
      'Code',
      'Handler',
      'Runtime',
      'Environment',
      'MemorySize',
      'Timeout',
      'Role',
      'FunctionName',
      'Layers',
      'PackageType',
      'ReservedConcurrentExecutions',
      'DeadLetterConfig',
    ],
    ignores: [
      'Architectures',
      'TracingConfig',
      'LoggingConfig',
      'KmsKeyArn',
      'EphemeralStorage',
      'Description',
      'Tags',
      'SnapStart',
      'RecursiveLoop',
      'RuntimeManagementConfig',
    ],
    check: checkFunction,
  },
  'AWS::Lambda::Version': { effect: 'RUNS', uses: ['FunctionName'], ignores: ['Description', 'CodeSha256'] },
  'AWS::Lambda::Alias': { effect: 'RUNS', uses: ['FunctionName', 'FunctionVersion', 'Name'], ignores: ['Description'] },
  'AWS::Lambda::EventInvokeConfig': {
    effect: 'RUNS',
    uses: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
  },
  'AWS::Lambda::EventSourceMapping': {
    effect: 'RUNS',
    uses: [
      'EventSourceArn',
      'FunctionName',
      'BatchSize',
      'MaximumBatchingWindowInSeconds',
      'FilterCriteria',
      'Enabled',
      'BisectBatchOnFunctionError',
      'MaximumRetryAttempts',
      'MaximumRecordAgeInSeconds',
      'FunctionResponseTypes',
      'DestinationConfig',
      'StartingPosition',
    ],
    // One batch at a time: what parallelization would change is speed alone.
    ignores: ['ParallelizationFactor', 'Tags', 'KmsKeyArn', 'MetricsConfig', 'LoggingConfig'],
    check: checkMapping,
  },
  'AWS::StepFunctions::StateMachine': {
    effect: 'RUNS',
    uses: [
      'DefinitionString',
      'Definition',
      'DefinitionS3Location',
      'DefinitionSubstitutions',
      'RoleArn',
      'StateMachineType',
      'StateMachineName',
    ],
    ignores: ['LoggingConfiguration', 'TracingConfiguration', 'Tags', 'EncryptionConfiguration'],
  },
  'AWS::SageMaker::Model': {
    effect: 'RUNS',
    uses: ['PrimaryContainer', 'Containers', 'ModelName'],
    ignores: ['ExecutionRoleArn', 'EnableNetworkIsolation', 'Tags', 'VpcConfig'],
    check: checkModel,
  },
  'AWS::SageMaker::EndpointConfig': {
    effect: 'RUNS',
    uses: ['ProductionVariants', 'EndpointConfigName'],
    ignores: ['KmsKeyId', 'Tags', 'EnableNetworkIsolation', 'ExecutionRoleArn', 'VpcConfig'],
    check: checkVariants,
  },
  'AWS::SageMaker::Endpoint': {
    effect: 'RUNS',
    uses: ['EndpointConfigName', 'EndpointName'],
    ignores: ['DeploymentConfig', 'RetainAllVariantProperties', 'RetainDeploymentConfig', 'Tags'],
  },
  'AWS::Cognito::UserPool': {
    effect: 'RUNS',
    uses: ['UserPoolName'],
    ignores: [
      'AccountRecoverySetting',
      'AdminCreateUserConfig',
      'AliasAttributes',
      'AutoVerifiedAttributes',
      'DeletionProtection',
      'DeviceConfiguration',
      'EmailConfiguration',
      'EmailVerificationMessage',
      'EmailVerificationSubject',
      'EnabledMfas',
      'MfaConfiguration',
      'Policies',
      'Schema',
      'SmsVerificationMessage',
      'UserAttributeUpdateSettings',
      'UserPoolAddOns',
      'UserPoolTags',
      'UserPoolTier',
      'UsernameAttributes',
      'UsernameConfiguration',
      'VerificationMessageTemplate',
    ],
  },
  'AWS::Cognito::UserPoolClient': {
    effect: 'RUNS',
    uses: ['UserPoolId', 'ClientName', 'AccessTokenValidity', 'TokenValidityUnits'],
    ignores: [
      'AllowedOAuthFlows',
      'AllowedOAuthFlowsUserPoolClient',
      'AllowedOAuthScopes',
      'AuthSessionValidity',
      'CallbackURLs',
      'DefaultRedirectURI',
      'EnablePropagateAdditionalUserContextData',
      'EnableTokenRevocation',
      'ExplicitAuthFlows',
      'GenerateSecret',
      'IdTokenValidity',
      'LogoutURLs',
      'PreventUserExistenceErrors',
      'ReadAttributes',
      'RefreshTokenRotation',
      'RefreshTokenValidity',
      'SupportedIdentityProviders',
      'WriteAttributes',
    ],
  },
  'AWS::Cognito::UserPoolGroup': {
    effect: 'RUNS',
    uses: ['GroupName', 'UserPoolId'],
    ignores: ['Description', 'Precedence', 'RoleArn'],
  },
  'AWS::IAM::Role': {
    effect: 'RUNS',
    uses: ['RoleName', 'Policies', 'ManagedPolicyArns', 'Path'],
    ignores: ['AssumeRolePolicyDocument', 'Description', 'MaxSessionDuration', 'Tags'],
    check: ({ PermissionsBoundary }) =>
      PermissionsBoundary === undefined ? undefined : 'permissions boundaries are not emulated',
  },
  'AWS::IAM::Policy': { effect: 'RUNS', uses: ['PolicyDocument', 'PolicyName', 'Roles'], ignores: ['Users', 'Groups'] },
  'AWS::IAM::ManagedPolicy': {
    effect: 'RUNS',
    uses: ['PolicyDocument', 'ManagedPolicyName', 'Roles', 'Path'],
    ignores: ['Description', 'Users', 'Groups'],
  },
  'AWS::SQS::Queue': {
    effect: 'RUNS',
    uses: ['QueueName', 'FifoQueue'],
    ignores: [
      'KmsMasterKeyId',
      'KmsDataKeyReusePeriodSeconds',
      'SqsManagedSseEnabled',
      'MessageRetentionPeriod',
      'VisibilityTimeout',
      'RedrivePolicy',
      'RedriveAllowPolicy',
      'ReceiveMessageWaitTimeSeconds',
      'DelaySeconds',
      'MaximumMessageSize',
      'Tags',
    ],
    check: checkQueue,
  },
};
