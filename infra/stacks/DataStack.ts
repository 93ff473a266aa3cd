import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { RecsyncTable } from '../constructs/RecsyncTable.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { grantObjects } from '../constructs/grantObjects.ts';
import { grantSageMakerLogs } from '../constructs/grantSageMakerLogs.ts';
import { UserIdentity } from '../constructs/UserIdentity.ts';

/** What must outlive every other stack: the tables, the model's artifacts, the users and the key. */
export class DataStack extends Stack {
  readonly encryptionKey: Key;
  readonly userData: TableV2;
  readonly catalogue: TableV2;
  readonly counters: TableV2;
  readonly artifacts: Bucket;
  readonly trainingRole: Role;
  readonly identity: UserIdentity;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, {
      ...props,
      description: 'recsync: tables, model artifacts and users',
      terminationProtection: true,
    });
    this.encryptionKey = new Key(this, 'Key', {
      description: 'Encrypts what recsync stores',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const { encryptionKey } = this;
    this.userData = new RecsyncTable(this, 'UserData', {
      encryptionKey,
      partitionKey: 'pk',
      sortKey: 'sk',
      // An interaction never changes, so its new image is all there is to know.
      stream: StreamViewType.NEW_IMAGE,
      expires: true,
    });
    this.catalogue = new RecsyncTable(this, 'Catalogue', { encryptionKey, partitionKey: 'itemId' });
    this.counters = new RecsyncTable(this, 'Counters', {
      encryptionKey,
      partitionKey: 'pk',
      sortKey: 'sk',
      expires: true,
    });
    this.artifacts = this.makeArtifactBucket();
    this.trainingRole = this.makeTrainingRole();
    this.identity = new UserIdentity(this, 'Identity');
    new CfnOutput(this, 'UserDataTable', { value: this.userData.tableName });
    new CfnOutput(this, 'CatalogueTable', { value: this.catalogue.tableName });
    new CfnOutput(this, 'ArtifactBucket', { value: this.artifacts.bucketName });
    new CfnOutput(this, 'TrainingRoleArn', { value: this.trainingRole.roleArn });
  }

  private makeArtifactBucket(): Bucket {
    const bucket = new Bucket(this, 'Artifacts', {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      bucket,
      'S1',
      'Reached by two roles only; CloudTrail data events tell who read what, access logs would add a second bucket to guard.',
    );
    return bucket;
  }

  /** What a SageMaker training job runs as: reads `training/`, writes `artifacts/`, writes its own logs and metrics. */
  private makeTrainingRole(): Role {
    const role = new Role(this, 'TrainingRole', { assumedBy: new ServicePrincipal('sagemaker.amazonaws.com') });
    grantObjects(this.artifacts, role, { read: 'training/*', write: 'artifacts/*' });
    grantSageMakerLogs(role, 'TrainingJobs');
    return role;
  }
}
