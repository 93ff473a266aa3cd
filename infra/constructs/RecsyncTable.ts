import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface RecsyncTableProps {
  encryptionKey: IKey;
  partitionKey: string;
  sortKey?: string;
  stream?: StreamViewType;
  /** Whether rows leave by themselves at `expiresAt` (seconds since the epoch). */
  expires?: boolean;
  /** An index of the rows that have both of its keys. It holds their keys and no more. */
  index?: { name: string; partitionKey: string; sortKey: string };
}

/** A table as all of them are: on demand, under the customer's key, with backups, and kept when its stack goes. */
export class RecsyncTable extends TableV2 {
  constructor(scope: Construct, id: string, props: RecsyncTableProps) {
    super(scope, id, {
      partitionKey: { name: props.partitionKey, type: AttributeType.STRING },
      sortKey: props.sortKey ? { name: props.sortKey, type: AttributeType.STRING } : undefined,
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(props.encryptionKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      dynamoStream: props.stream,
      timeToLiveAttribute: props.expires ? 'expiresAt' : undefined,
      globalSecondaryIndexes: props.index && [
        {
          indexName: props.index.name,
          partitionKey: { name: props.index.partitionKey, type: AttributeType.STRING },
          sortKey: { name: props.index.sortKey, type: AttributeType.STRING },
          projectionType: ProjectionType.KEYS_ONLY,
        },
      ],
    });
  }

  /** Grants actions on the table itself; `TableV2` would grant them on every index of it as well. */
  override grant(grantee: IGrantable, ...actions: string[]): Grant {
    return Grant.addToPrincipalOrResource({ grantee, actions, resourceArns: [this.tableArn], resource: this });
  }
}
