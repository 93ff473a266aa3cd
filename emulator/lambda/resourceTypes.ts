import { valueAt, type Properties, type ResourceTypes } from '../template/index.ts';

const checkFunction = (properties: Properties): string | undefined => {
  if (properties.PackageType === 'Image' || valueAt(properties, 'Code', 'ImageUri') !== undefined) {
    return 'functions from container images are not emulated';
  }
  if (!/^nodejs\d+\.x$/.test(String(properties.Runtime))) {
    return `runtime ${String(properties.Runtime)} is not emulated (only nodejs)`;
  }
  return Array.isArray(properties.Layers) && properties.Layers.length > 0
    ? 'layers are not emulated; bundle them'
    : undefined;
};

/** The resource types of Lambda; event source mappings are in streams/. */
export const resourceTypes: ResourceTypes = {
  'AWS::Lambda::Function': {
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
    identify: ({ name, arn }) => {
      const ref = name('FunctionName', 64);
      return { ref, attributes: { Arn: arn('lambda', `function:${ref}`) } };
    },
  },
  'AWS::Lambda::Version': {
    uses: ['FunctionName'],
    ignores: ['Description', 'CodeSha256'],
    identify: ({ text, arn }) => {
      const Arn = arn('lambda', `function:${text('FunctionName').split(':').pop()}`);
      return { ref: `${Arn}:$LATEST`, attributes: { Version: '$LATEST', FunctionArn: `${Arn}:$LATEST` } };
    },
  },
  'AWS::Lambda::Alias': {
    uses: ['FunctionName', 'FunctionVersion', 'Name'],
    ignores: ['Description'],
    identify: ({ text, arn }) => {
      const Arn = `${arn('lambda', `function:${text('FunctionName').split(':').pop()}`)}:${text('Name')}`;
      return { ref: Arn, attributes: { AliasArn: Arn } };
    },
  },
  'AWS::Lambda::EventInvokeConfig': {
    uses: ['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
  },
};
