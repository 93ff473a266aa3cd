import type { Properties, ResourceTypes } from '../template/index.ts';

const checkMapping = (properties: Properties): string | undefined =>
  /^arn:[^:]+:dynamodb:/.test(String(properties.EventSourceArn))
    ? undefined
    : `events of ${String(properties.EventSourceArn)} are not emulated (only DynamoDB Streams)`;

/** The event source mappings. */
export const resourceTypes: ResourceTypes = {
  'AWS::Lambda::EventSourceMapping': {
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
    identify: ({ digest, arn }) => {
      const Id = digest('LOWER', 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      return { ref: Id, attributes: { Id, EventSourceMappingArn: arn('lambda', `event-source-mapping:${Id}`) } };
    },
  },
};
