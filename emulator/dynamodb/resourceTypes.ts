import type { Naming, ResourceTypes } from '../template/index.ts';

/** The engine labels streams itself; the poller looks the real one up by the table's name. */
const identifyTable = ({ name, arn }: Naming) => {
  const ref = name('TableName', 255);
  const Arn = arn('dynamodb', `table/${ref}`);
  return { ref, attributes: { Arn, StreamArn: `${Arn}/stream/local`, TableId: ref } };
};

/** The resource types of DynamoDB. */
export const resourceTypes: ResourceTypes = {
  'AWS::DynamoDB::GlobalTable': {
    uses: [
      'TableName',
      'AttributeDefinitions',
      'KeySchema',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'StreamSpecification',
      'TimeToLiveSpecification',
      // Point-in-time recovery of the replica.
      'Replicas',
    ],
    ignores: [
      'BillingMode',
      'SSESpecification',
      'WriteProvisionedThroughputSettings',
      'WarmThroughput',
      'WriteOnDemandThroughputSettings',
      'MultiRegionConsistency',
    ],
    check: ({ Replicas }) =>
      Array.isArray(Replicas) && Replicas.length > 1 ? 'only one replica is emulated' : undefined,
    identify: identifyTable,
  },
  'AWS::DynamoDB::Table': {
    uses: [
      'TableName',
      'AttributeDefinitions',
      'KeySchema',
      'GlobalSecondaryIndexes',
      'LocalSecondaryIndexes',
      'StreamSpecification',
      'TimeToLiveSpecification',
      'PointInTimeRecoverySpecification',
    ],
    ignores: [
      'BillingMode',
      'SSESpecification',
      'ProvisionedThroughput',
      'OnDemandThroughput',
      'WarmThroughput',
      'Tags',
      'DeletionProtectionEnabled',
      'ContributorInsightsSpecification',
      'TableClass',
    ],
    identify: identifyTable,
  },
};
