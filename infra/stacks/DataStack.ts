import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { StreamViewType } from 'aws-cdk-lib/aws-dynamodb';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, StorageClass } from 'aws-cdk-lib/aws-s3';
import type { BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { evidenceIndex } from '../../schema/contract/keys.ts';
import { batchDays, exportDays, trainingDataDays } from '../../schema/contract/limits.ts';
import { RecsyncTable } from '../constructs/RecsyncTable.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { UserIdentity } from '../constructs/UserIdentity.ts';
import type { SignIn } from '../signInOf.ts';

export interface DataStackProps extends StackProps {
  /** Whether the user data table finds people by what they are interested in. Left out: it does not. */
  hasEvidenceIndex?: boolean;
  /** Pages to sign in at. Left out: there are none. */
  signIn?: SignIn;
}

/** What must outlive every other stack: the tables, the archive, the artifacts of models, the users and the keys. */
export class DataStack extends Stack {
  readonly encryptionKey: Key;
  /** Signs the ids of visitors; with another one every visitor would be a new one. */
  readonly visitorKey: Key;
  readonly userData: TableV2;
  readonly catalogue: TableV2;
  readonly counters: TableV2;
  readonly models: TableV2;
  readonly feedback: TableV2;
  readonly archive: Bucket;
  readonly artifacts: Bucket;
  readonly identity: UserIdentity;

  constructor(scope: Construct, id: string, { hasEvidenceIndex, signIn, ...props }: DataStackProps) {
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
    this.visitorKey = new Key(this, 'VisitorKey', {
      description: 'Signs the ids of visitors',
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
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
      index: hasEvidenceIndex ? evidenceIndex : undefined,
    });
    this.catalogue = new RecsyncTable(this, 'Catalogue', { encryptionKey, partitionKey: 'itemId' });
    this.counters = new RecsyncTable(this, 'Counters', {
      encryptionKey,
      partitionKey: 'pk',
      sortKey: 'sk',
      expires: true,
    });
    this.models = new RecsyncTable(this, 'Models', {
      encryptionKey,
      partitionKey: 'pk',
      sortKey: 'sk',
      expires: true,
    });
    this.feedback = new RecsyncTable(this, 'Feedback', {
      encryptionKey,
      partitionKey: 'pk',
      sortKey: 'sk',
      expires: true,
    });
    this.archive = this.makeArchive();
    this.artifacts = this.makeArtifacts();
    this.identity = new UserIdentity(this, 'Identity', signIn);
    new CfnOutput(this, 'UserDataTable', { value: this.userData.tableName });
    new CfnOutput(this, 'CatalogueTable', { value: this.catalogue.tableName });
    new CfnOutput(this, 'ModelsTable', { value: this.models.tableName });
    new CfnOutput(this, 'ArchiveBucket', { value: this.archive.bucketName });
    new CfnOutput(this, 'ArtifactBucket', { value: this.artifacts.bucketName });
  }

  /** What people did and what there is, as training reads it (schema/contract/models.ts names the objects). */
  private makeArchive(): Bucket {
    return this.makeBucket('Archive', {
      lifecycleRules: [
        // What DynamoDB exported names people; what is made of it does not.
        { id: 'exports', prefix: 'exports/', expiration: Duration.days(exportDays) },
        // Lists in bulk, and what they were made of, name people too.
        { id: 'batch', prefix: 'batch/', expiration: Duration.days(batchDays) },
        // Training input, cases and reports are made again when they are wanted again.
        { id: 'runs', prefix: 'runs/', expiration: Duration.days(trainingDataDays) },
        {
          id: 'interactions',
          prefix: 'interactions/',
          // Each run reads the whole archive once: a class that charges for reading pays off for what is read seldom only.
          transitions: [{ storageClass: StorageClass.INTELLIGENT_TIERING, transitionAfter: Duration.days(30) }],
        },
        { id: 'uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
  }

  private makeArtifacts(): Bucket {
    return this.makeBucket('Artifacts', {
      versioned: true,
      lifecycleRules: [
        // Artifacts stay: a shop where nothing happens keeps its model, and a model of each day is cents a year.
        { id: 'checkpoints', prefix: 'checkpoints/', expiration: Duration.days(7) },
        {
          id: 'replaced',
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
    });
  }

  private makeBucket(id: string, props: BucketProps): Bucket {
    const bucket = new Bucket(this, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: this.encryptionKey,
      bucketKeyEnabled: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
    acknowledge(
      bucket,
      'S1',
      'Reached by few roles only; CloudTrail data events tell who read what, access logs would add a bucket to guard.',
    );
    return bucket;
  }
}
