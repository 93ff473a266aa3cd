import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { impressionPrefix, interactionPrefix } from '../../schema/contract/keys.ts';
import { acknowledge } from './acknowledge.ts';

export interface InteractionStreamProps {
  table: TableV2;
  handler: LambdaFunction;
  failures: Queue;
}

/** Feeds new interactions of the user data table to a function; what cannot be handled goes to a queue. */
export class InteractionStream extends Construct {
  readonly failures: Queue;

  constructor(scope: Construct, id: string, { table, handler, failures }: InteractionStreamProps) {
    super(scope, id);
    this.failures = failures;
    // The function sends records there itself, with the reason; Lambda only knows sequence numbers.
    handler.addEnvironment('FAILURES_QUEUE_URL', failures.queueUrl);
    handler.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        // A push must arrive within a second, so a batch does not wait to fill; under load it fills by itself.
        maxBatchingWindow: Duration.seconds(0),
        bisectBatchOnError: true,
        // Until the function sets the record aside, which it does after ten minutes at the latest, or Lambda gives up one
        // at which the function itself breaks.
        maxRecordAge: Duration.minutes(30),
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(failures),
        // Only what people did: what the workflow and subscriptions write must not start it again, and what was shown to
        // a user (an impression) is no reason to show something else. An impression that names its list is counted for
        // the version of the model that made it.
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { sk: { S: [{ prefix: interactionPrefix }] } } },
          }),
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: {
              Keys: { sk: { S: [{ prefix: impressionPrefix }] } },
              NewImage: { recommendationId: { S: FilterRule.exists() } },
            },
          }),
        ],
      }),
    );
    acknowledge(handler.role ?? handler, 'IAM5[Resource::*]', 'X-Ray and dynamodb:ListStreams take no resource.');
  }
}
