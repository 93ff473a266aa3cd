import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { interactionPrefix } from '../../schema/contract/keys.ts';
import { acknowledge } from './acknowledge.ts';

export interface InteractionStreamProps {
  table: TableV2;
  handler: LambdaFunction;
  encryptionKey: IKey;
}

/** Feeds new interactions of the user data table to a function; what cannot be handled goes to a queue. */
export class InteractionStream extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { table, handler, encryptionKey }: InteractionStreamProps) {
    super(scope, id);
    this.failures = new Queue(this, 'Failures', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: encryptionKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    acknowledge(this.failures, 'SQS3', 'It is the dead-letter queue.');
    handler.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        // A push must arrive within a second, so a batch does not wait to fill; under load it fills by itself.
        maxBatchingWindow: Duration.seconds(0),
        bisectBatchOnError: true,
        retryAttempts: 5,
        maxRecordAge: Duration.hours(1),
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.failures),
        // Only what people did: what the workflow and subscriptions write must not start it again, and what was shown to
        // a user (an impression) is no reason to show something else.
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { sk: { S: [{ prefix: interactionPrefix }] } } },
          }),
        ],
      }),
    );
    acknowledge(handler.role ?? handler, 'IAM5[Resource::*]', 'X-Ray and dynamodb:ListStreams take no resource.');
  }
}
