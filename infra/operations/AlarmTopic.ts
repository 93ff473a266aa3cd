import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';

export interface AlarmTopicProps {
  encryptionKey: IKey;
  /** Where alarms are mailed to; empty for nowhere. */
  email: string;
}

/** A topic that CloudWatch may publish to, and whose key it may use. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, { encryptionKey, email }: AlarmTopicProps) {
    super(scope, id, { masterKey: encryptionKey, enforceSSL: true });
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    // The policy that `enforceSSL` makes takes the place of SNS's own, which lets the account's alarms publish:
    // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [cloudWatch],
        actions: ['sns:Publish'],
        resources: [this.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html (event sources from AWS services)
    encryptionKey.grant(cloudWatch, 'kms:Decrypt', 'kms:GenerateDataKey*');
    if (email) this.addSubscription(new EmailSubscription(email));
  }
}
