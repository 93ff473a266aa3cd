import type { ResourceTypes } from '../template/index.ts';
import { checkLifecycle } from './lifecycle.ts';

/** The resource types of S3. */
export const resourceTypes: ResourceTypes = {
  'AWS::S3::Bucket': {
    uses: ['BucketName', 'LifecycleConfiguration'],
    ignores: [
      // Nothing is encrypted, nothing is public, and only the newest version of an object is kept.
      'BucketEncryption',
      'PublicAccessBlockConfiguration',
      'OwnershipControls',
      'AccessControl',
      'VersioningConfiguration',
      'LoggingConfiguration',
      'MetricsConfigurations',
      'InventoryConfigurations',
      'IntelligentTieringConfigurations',
      'Tags',
    ],
    check: ({ LifecycleConfiguration }) => checkLifecycle(LifecycleConfiguration),
    identify: ({ placed, name }) => {
      // CloudFormation makes names of buckets in lower case.
      const ref = name('BucketName', 63).toLowerCase();
      return {
        ref,
        attributes: {
          Arn: `arn:aws:s3:::${ref}`,
          DomainName: `${ref}.s3.amazonaws.com`,
          RegionalDomainName: `${ref}.s3.${placed.stack.region}.amazonaws.com`,
          DualStackDomainName: `${ref}.s3.dualstack.${placed.stack.region}.amazonaws.com`,
        },
      };
    },
  },
};
