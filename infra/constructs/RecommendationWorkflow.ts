import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  Choice,
  Condition,
  Errors,
  Fail,
  JsonPath,
  StateMachineType,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import {
  DynamoAttributeValue,
  DynamoPutItem,
  DynamoUpdateItem,
  LambdaInvoke,
  SqsSendMessage,
} from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { presenceSortKey, requestAttribute, storedListSortKey, userPartitionKey } from '../../schema/contract/keys.ts';
import { storedListSize } from '../../schema/contract/limits.ts';
import { storedListCondition } from '../../schema/contract/rows.ts';
import type { StoredListRow } from '../../schema/contract/rows.ts';
import type { ScoreCandidatesInput, PackedList, WorkflowInput } from '../../schema/contract/scoring.ts';
import { grantTable } from './grantTable.ts';
import { makeWorkflow } from './makeWorkflow.ts';

export interface RecommendationWorkflowProps {
  userData: TableV2;
  scoreCandidates: LambdaFunction;
  publishRecommendation: LambdaFunction;
  /** Keeps the inputs of executions that failed. */
  failures: Queue;
}

/** The paths of the workflow's input, and of the list that is put beside it once it is scored. */
const inputPath = (field: keyof WorkflowInput): string => `$.${field}`;
const input = (field: keyof WorkflowInput): string => JsonPath.stringAt(inputPath(field));
const listPath = (field: keyof PackedList): string => `$.list.${field}`;
const listText = (field: keyof PackedList): DynamoAttributeValue =>
  DynamoAttributeValue.fromString(JsonPath.stringAt(listPath(field)));
/** A key or a name of the contract with a field of the input in its place, as `States.Format` has it. */
const formatted = (name: (value: string) => string, field: keyof WorkflowInput): string =>
  JsonPath.format(name('{}'), input(field));

// As Step Functions names the refusal of a condition by its own DynamoDB integration.
const conditionFailed = ['DynamoDB.ConditionalCheckFailedException'];

/** What passes by itself: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const busy = [
  'DynamoDB.ProvisionedThroughputExceededException',
  'DynamoDB.ThrottlingException',
  'DynamoDB.RequestLimitExceeded',
  'DynamoDB.TransactionConflictException',
  'DynamoDB.InternalServerErrorException',
  'DynamoDB.InternalServerError',
  'DynamoDB.SdkClientException',
  'Lambda.TooManyRequestsException',
  // A container of the function that went away: each step may run twice.
  'Runtime.ExitError',
  'Lambda.Unknown',
];

/**
 * From one user's new interactions to a list on their screen: record the request, score, store, publish. An execution
 * that fails for good leaves its input and the reason in a queue (docs/architecture.md).
 * Input: `WorkflowInput`.
 * Express, because it is short and frequent and may run twice: both writes are conditional and the push is repeatable.
 */
export class RecommendationWorkflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: RecommendationWorkflowProps) {
    super(scope, id);
    const superseded = new Succeed(this, 'Superseded', {
      comment: 'A newer interaction is being or has been answered',
    });
    const record = this.recordRequest(props);
    const score = new LambdaInvoke(this, 'ScoreCandidates', {
      lambdaFunction: props.scoreCandidates,
      payload: TaskInput.fromObject({
        kind: 'RECOMMEND',
        userId: input('userId'),
        placement: input('placement'),
        limit: storedListSize,
        basedOn: input('basedOn'),
        excludeItemIds: JsonPath.listAt(inputPath('itemIds')),
        explain: true,
        maxLatencyMs: 5000,
      } satisfies ScoreCandidatesInput),
      payloadResponseOnly: true,
      resultPath: '$.list',
    });
    const store = this.storeList(props);
    // It is given all there is (`PublishRequest`): a path to `asksForItems`, which may be left out, would be an error.
    const publish = new LambdaInvoke(this, 'PublishRecommendation', {
      lambdaFunction: props.publishRecommendation,
      payloadResponseOnly: true,
      resultPath: JsonPath.DISCARD,
    });
    publish.addRetry({ errors: ['PublishFailedError'], interval: Duration.seconds(1), maxAttempts: 2, backoffRate: 2 });
    record.addCatch(superseded, { errors: conditionFailed, resultPath: JsonPath.DISCARD });
    store.addCatch(superseded, { errors: conditionFailed, resultPath: JsonPath.DISCARD });
    const setAside = this.setAside(props);
    for (const step of [record, score, store, publish]) {
      step.addRetry({ errors: busy, interval: Duration.seconds(1), maxAttempts: 4, backoffRate: 1.5 });
      step.addCatch(setAside, { errors: [Errors.ALL], resultPath: '$.failure' });
    }
    const isWorthStoring = Condition.and(
      Condition.booleanEquals(listPath('degraded'), false),
      Condition.isString(listPath('basedOn')),
      Condition.isString(listPath('modelVersion')),
    );
    const definition = record
      .next(score)
      .next(new Choice(this, 'IsWorthStoring').when(isWorthStoring, store.next(publish)).otherwise(publish));
    this.stateMachine = makeWorkflow(this, {
      type: StateMachineType.EXPRESS,
      definition,
      timeout: Duration.seconds(30),
      functions: [props.scoreCandidates, props.publishRecommendation],
    });
    grantTable(props.userData, this.stateMachine, ['PutItem', 'UpdateItem']);
  }

  /**
   * Marks on the presence row that this request is being answered. Of a burst only the newest goes on, and none when
   * the row is gone: then nobody listens.
   */
  private recordRequest({ userData }: RecommendationWorkflowProps): DynamoUpdateItem {
    return new DynamoUpdateItem(this, 'RecordRequest', {
      table: userData,
      key: {
        pk: DynamoAttributeValue.fromString(formatted(userPartitionKey, 'userId')),
        sk: DynamoAttributeValue.fromString(presenceSortKey),
      },
      updateExpression: 'SET #request = :basedOn',
      conditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#request) OR #request <= :basedOn)',
      expressionAttributeNames: { '#request': formatted(requestAttribute, 'placement') },
      expressionAttributeValues: { ':basedOn': DynamoAttributeValue.fromString(input('basedOn')) },
      resultPath: JsonPath.DISCARD,
    });
  }

  /** Keeps what is needed to start the execution again, and why it failed; then it has failed. */
  private setAside({ failures }: RecommendationWorkflowProps): SqsSendMessage {
    const again = {
      userId: input('userId'),
      placement: input('placement'),
      basedOn: input('basedOn'),
      itemIds: JsonPath.listAt(inputPath('itemIds')),
    } satisfies Record<keyof WorkflowInput, unknown>;
    const setAside = new SqsSendMessage(this, 'SetAside', {
      queue: failures,
      messageBody: TaskInput.fromObject({
        code: JsonPath.stringAt('$.failure.Error'),
        reason: JsonPath.stringAt('$.failure.Cause'),
        input: again,
      }),
      resultPath: JsonPath.DISCARD,
    });
    setAside.addRetry({ errors: [Errors.ALL], interval: Duration.seconds(1), maxAttempts: 2 });
    setAside.next(new Fail(this, 'Failed', { errorPath: '$.failure.Error', causePath: '$.failure.Cause' }));
    return setAside;
  }

  /** Keeps the list for the next request, unless one made from newer interactions is there (schema/contract/rows.ts). */
  private storeList({ userData }: RecommendationWorkflowProps): DynamoPutItem {
    const row = {
      pk: DynamoAttributeValue.fromString(formatted(userPartitionKey, 'userId')),
      sk: DynamoAttributeValue.fromString(formatted(storedListSortKey, 'placement')),
      recommendationId: listText('recommendationId'),
      userId: DynamoAttributeValue.fromString(input('userId')),
      placement: DynamoAttributeValue.fromString(input('placement')),
      generatedAt: listText('generatedAt'),
      basedOn: listText('basedOn'),
      modelVersion: listText('modelVersion'),
      source: listText('source'),
      degraded: DynamoAttributeValue.fromBoolean(false),
      listSize: DynamoAttributeValue.numberFromString(JsonPath.format('{}', JsonPath.stringAt(listPath('listSize')))),
      items: listText('items'),
      revision: DynamoAttributeValue.numberFromString(JsonPath.format('{}', JsonPath.stringAt(listPath('revision')))),
      freshUntil: listText('freshUntil'),
      notices: DynamoAttributeValue.fromString(JsonPath.jsonToString(JsonPath.objectAt(listPath('notices')))),
      expiresAt: DynamoAttributeValue.numberFromString(JsonPath.format('{}', JsonPath.stringAt(listPath('expiresAt')))),
    } satisfies Record<Exclude<keyof StoredListRow, 'degradedReason'>, DynamoAttributeValue>;
    return new DynamoPutItem(this, 'StoreList', {
      table: userData,
      item: row,
      conditionExpression: storedListCondition,
      expressionAttributeValues: { ':basedOn': listText('basedOn') },
      resultPath: JsonPath.DISCARD,
    });
  }
}
