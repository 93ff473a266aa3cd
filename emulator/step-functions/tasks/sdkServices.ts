/** A service that tasks may call, as the SDK for JavaScript has it; those without `load` are called without its client. */
interface SdkService {
  /** Its package, loaded when a task first needs it. */
  load?(): Promise<object>;
  client?: string;
  /** Of error names in `aws-sdk:` tasks: the name of the service in the SDK for Java 2, which Step Functions uses. */
  prefix: string;
  /** Those that the emulator serves. */
  operations: string[];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
export const sdkServices = {
  dynamodb: {
    load: () => import('@aws-sdk/client-dynamodb'),
    client: 'DynamoDBClient',
    prefix: 'DynamoDb',
    operations: [
      ...['getItem', 'putItem', 'updateItem', 'deleteItem', 'query', 'scan', 'batchGetItem', 'batchWriteItem'],
      ...['transactGetItems', 'transactWriteItems', 'describeTable'],
      ...['exportTableToPointInTime', 'describeExport', 'listExports'],
    ],
  },
  sagemaker: {
    prefix: 'SageMaker',
    operations: ['TrainingJob', 'ProcessingJob', 'TransformJob']
      .flatMap((job) => [`create${job}`, `describe${job}`, `list${job}s`, `stop${job}`])
      .concat(
        ['Model', 'EndpointConfig', 'Endpoint'].flatMap((kind) => [
          ...[`create${kind}`, `describe${kind}`, `list${kind}s`, `delete${kind}`],
        ]),
        'updateEndpoint',
      ),
  },
  emrserverless: {
    prefix: 'EmrServerless',
    operations: ['startJobRun', 'getJobRun', 'cancelJobRun'],
  },
  s3: {
    load: () => import('@aws-sdk/client-s3'),
    client: 'S3Client',
    prefix: 'S3',
    operations: [
      'putObject',
      'getObject',
      'headObject',
      'deleteObject',
      'deleteObjects',
      'copyObject',
      'listObjectsV2',
    ],
  },
  cloudwatch: {
    load: () => import('@aws-sdk/client-cloudwatch'),
    client: 'CloudWatchClient',
    prefix: 'CloudWatch',
    operations: ['getMetricData', 'getMetricStatistics', 'putMetricData', 'describeAlarms', 'setAlarmState'],
  },
  sns: {
    load: () => import('@aws-sdk/client-sns'),
    client: 'SNSClient',
    prefix: 'Sns',
    operations: ['publish'],
  },
  sfn: {
    load: () => import('@aws-sdk/client-sfn'),
    client: 'SFNClient',
    prefix: 'Sfn',
    operations: ['startExecution', 'describeExecution', 'stopExecution', 'listExecutions', 'getExecutionHistory'],
  },
} satisfies Record<string, SdkService>;

export type SdkServiceName = keyof typeof sdkServices;

/** Whether a task may call this; the names are those of an `aws-sdk:` resource. */
export const servesOperation = (service: string, operation: string): boolean =>
  Object.hasOwn(sdkServices, service) && sdkServices[service as SdkServiceName].operations.includes(operation);
