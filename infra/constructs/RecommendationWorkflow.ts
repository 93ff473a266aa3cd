import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  JsonPath,
  LogLevel,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import {
  DynamoAttributeValue,
  DynamoPutItem,
  DynamoUpdateItem,
  LambdaInvoke,
} from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { sizes } from '../config.ts';
import { acknowledge, acknowledgeResource } from './acknowledge.ts';
import { grantTable } from './grantTable.ts';

export interface RecommendationWorkflowProps {
  userData: TableV2;
  scoreCandidates: LambdaFunction;
  publishRecommendation: LambdaFunction;
}

const text = (path: string): DynamoAttributeValue => DynamoAttributeValue.fromString(JsonPath.stringAt(path));
const formatted = (format: string, path: string): string => JsonPath.format(format, JsonPath.stringAt(path));

// As Step Functions names the refusal of a condition by its own DynamoDB integration.
const conditionFailed = ['DynamoDB.ConditionalCheckFailedException'];

/**
 * From one user's new interactions to a list on their screen: record the request, score, store, publish.
 * Input: `{ userId, placement, basedOn }`, `basedOn` being the `recordedAt` of the newest of those interactions.
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
        userId: JsonPath.stringAt('$.userId'),
        placement: JsonPath.stringAt('$.placement'),
        limit: sizes.storedList,
        explain: true,
        maxLatencyMs: 5000,
      }),
      payloadResponseOnly: true,
      resultPath: '$.list',
    });
    const store = this.storeList(props);
    const publish = new LambdaInvoke(this, 'PublishRecommendation', {
      lambdaFunction: props.publishRecommendation,
      inputPath: '$.list',
      payloadResponseOnly: true,
      resultPath: JsonPath.DISCARD,
    });
    publish.addRetry({ errors: ['PublishFailedError'], interval: Duration.seconds(1), maxAttempts: 2, backoffRate: 2 });
    record.addCatch(superseded, { errors: conditionFailed, resultPath: JsonPath.DISCARD });
    store.addCatch(superseded, { errors: conditionFailed, resultPath: JsonPath.DISCARD });
    const isWorthStoring = Condition.and(
      Condition.booleanEquals('$.list.degraded', false),
      Condition.isString('$.list.basedOn'),
      Condition.isString('$.list.modelVersion'),
    );
    const definition = record
      .next(score)
      .next(new Choice(this, 'IsWorthStoring').when(isWorthStoring, store.next(publish)).otherwise(publish));
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineType: StateMachineType.EXPRESS,
      definitionBody: DefinitionBody.fromChainable(definition),
      timeout: Duration.seconds(30),
      tracingEnabled: true,
      // Without execution data: it holds user ids.
      logs: { destination: logs, level: LogLevel.ERROR, includeExecutionData: false },
    });
    grantTable(props.userData, this.stateMachine, ['PutItem', 'UpdateItem']);
    acknowledge(
      this.stateMachine,
      'SF1',
      'Logging all events costs several times the workflow itself; X-Ray traces them.',
    );
    acknowledge(this.stateMachine, 'IAM5[Resource::*]', 'X-Ray and log delivery take no resource.');
    for (const { functionArn } of [props.scoreCandidates, props.publishRecommendation]) {
      acknowledgeResource(this.stateMachine, `${functionArn}:*`, 'Versions of one function.');
    }
  }

  /**
   * Marks on the presence row that this request is being answered. Of a burst only the newest goes on, and none when
   * the row is gone: then nobody listens.
   */
  private recordRequest({ userData }: RecommendationWorkflowProps): DynamoUpdateItem {
    return new DynamoUpdateItem(this, 'RecordRequest', {
      table: userData,
      key: {
        pk: DynamoAttributeValue.fromString(formatted('USER#{}', '$.userId')),
        sk: DynamoAttributeValue.fromString('PRESENCE'),
      },
      updateExpression: 'SET #request = :basedOn',
      conditionExpression: 'attribute_exists(pk) AND (attribute_not_exists(#request) OR #request <= :basedOn)',
      expressionAttributeNames: { '#request': formatted('request#{}', '$.placement') },
      expressionAttributeValues: { ':basedOn': text('$.basedOn') },
      resultPath: JsonPath.DISCARD,
    });
  }

  /** Keeps the list for the next request, unless one made from newer interactions is there (docs/contracts.md). */
  private storeList({ userData }: RecommendationWorkflowProps): DynamoPutItem {
    const listSize = JsonPath.format('{}', JsonPath.stringAt('States.ArrayLength($.list.items)'));
    return new DynamoPutItem(this, 'StoreList', {
      table: userData,
      item: {
        pk: DynamoAttributeValue.fromString(formatted('USER#{}', '$.userId')),
        sk: DynamoAttributeValue.fromString(formatted('REC#{}', '$.placement')),
        recommendationId: text('$.list.recommendationId'),
        userId: text('$.userId'),
        placement: text('$.placement'),
        generatedAt: text('$.list.generatedAt'),
        basedOn: text('$.list.basedOn'),
        modelVersion: text('$.list.modelVersion'),
        source: text('$.list.source'),
        degraded: DynamoAttributeValue.fromBoolean(false),
        listSize: DynamoAttributeValue.numberFromString(listSize),
        items: DynamoAttributeValue.fromString(JsonPath.jsonToString(JsonPath.objectAt('$.list.items'))),
      },
      conditionExpression: 'attribute_not_exists(basedOn) OR basedOn <= :basedOn',
      expressionAttributeValues: { ':basedOn': text('$.list.basedOn') },
      resultPath: JsonPath.DISCARD,
    });
  }
}
