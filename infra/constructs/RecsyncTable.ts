import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

export interface RecsyncTableProps {
  encryptionKey: IKey;
  partitionKey: string;
  sortKey?: string;
  stream?: StreamViewType;
  /** Whether rows leave by themselves at `expiresAt` (seconds since the epoch). */
  expires?: boolean;
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
    });
  }
}
