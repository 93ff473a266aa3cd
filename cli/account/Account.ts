import { AppSyncClient } from '@aws-sdk/client-appsync';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** The region where none is said: the default of the template (infra/config.ts). */
export const defaultRegion = 'us-east-1';

/** An AWS account, by the credentials that AWS's tools find. */
export class Account {
  /** Its twelve digits. */
  readonly id: string;
  /** The ARN of who asks. */
  readonly caller: string;
  readonly region: string;
  readonly appSync: AppSyncClient;
  readonly cloudFormation: CloudFormationClient;
  readonly cognito: CognitoIdentityProviderClient;
  readonly dynamodb: DynamoDBClient;
  readonly kms: KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sageMaker: SageMakerClient;
  readonly sns: SNSClient;
  readonly stepFunctions: SFNClient;

  private constructor(id: string, caller: string, region: string) {
    this.id = id;
    this.caller = caller;
    this.region = region;
    this.appSync = new AppSyncClient({ region });
    this.cloudFormation = new CloudFormationClient({ region });
    this.cognito = new CognitoIdentityProviderClient({ region });
    this.dynamodb = new DynamoDBClient({ region });
    this.kms = new KMSClient({ region });
    this.logs = new CloudWatchLogsClient({ region });
    this.s3 = new S3Client({ region });
    this.sageMaker = new SageMakerClient({ region });
    this.sns = new SNSClient({ region });
    this.stepFunctions = new SFNClient({ region });
  }

  /** @param region left out: that of the environment or the profile, else `defaultRegion` */
  static async open(region?: string): Promise<Account> {
    const used = region ?? (await regionOfProfile()) ?? defaultRegion;
    const sts = new STSClient({ region: used });
    try {
      const { Account: id, Arn } = await sts.send(new GetCallerIdentityCommand({}));
      return new Account(id!, Arn!, used);
    } finally {
      sts.destroy();
    }
  }

  close(): void {
    const { appSync, cloudFormation, cognito, dynamodb, kms, logs, s3, sageMaker, sns, stepFunctions } = this;
    const clients = [appSync, cloudFormation, cognito, dynamodb, kms, logs, s3, sageMaker, sns, stepFunctions];
    for (const client of clients) client.destroy();
  }
}

async function regionOfProfile(): Promise<string | undefined> {
  const client = new STSClient({});
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
