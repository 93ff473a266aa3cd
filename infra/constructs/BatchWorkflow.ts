import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  Errors,
  Fail,
  JsonPath,
  Map as MapState,
  Pass,
  StateMachineType,
  Succeed,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { CustomState, IChainable, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { batchPartitionKey } from '../../schema/contract/batches.ts';
import type { BatchStage } from '../../schema/contract/batches.ts';
import type { BatchStep, StoreProgress } from '../../schema/contract/batchSteps.ts';
import { acknowledgeResource } from './acknowledge.ts';
import { grantTable } from './grantTable.ts';
import { grantJobs, processingTask, serviceTask } from './serviceTasks.ts';
import type { ModelImage } from './serviceTasks.ts';
import { TableExports } from './TableExports.ts';
import type { WorkflowData } from './TableExports.ts';
import { busy, WorkflowStates } from './WorkflowStates.ts';
import { makeWorkflow } from './makeWorkflow.ts';

export interface BatchWorkflowProps {
  runBatch: LambdaFunction;
  data: WorkflowData;
  model: ModelImage;
}

const begun = '$.begun';
const batchId = JsonPath.stringAt(`${begun}.batchId`);
const jobs = '$.jobs';

/** Parts whose lists are stored at the same time: with the rate of each, a bound on what the table has to take. */
const partsAtOnce = 2;
/** MiB of a request; requests are cut to stay below it. */
const payloadMiB = 1;
/** Requests at a time: as many as the smallest instance has cores. Together they may have 100 MiB. */
const requestsAtOnce = 4;

/**
 * Lists in bulk: export what people did, make of it a request for each, have a batch transform answer them with the image
 * of the model, check the lists, and store them if that is asked for (docs/decisions/2026-11-28-lists-in-bulk.md).
 * Whatever fails, the batch ends with its reason in the models table. Input: `BatchWorkflowInput`.
 */
export class BatchWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly #props: BatchWorkflowProps;
  readonly #exports: TableExports;
  readonly #states: WorkflowStates<BatchStep['step'], BatchStage>;

  constructor(scope: Construct, id: string, props: BatchWorkflowProps) {
    super(scope, id);
    this.#props = props;
    this.#exports = new TableExports(this, 'Exports', { data: props.data, path: `${begun}.exports` });
    this.#states = new WorkflowStates(this, 'States', {
      stepFunction: props.runBatch,
      models: props.data.models,
      partitionKey: batchPartitionKey,
      runId: batchId,
    });
    this.stateMachine = this.#makeStateMachine(this.#define());
  }

  /** The batch from top to bottom. */
  #define(): IChainable {
    const { model } = this.#props;
    const states = this.#states;
    const begin = states.invoke(
      'BeginBatch',
      {
        step: 'begin',
        executionArn: JsonPath.executionId,
        startedAt: JsonPath.executionStartTime,
        input: JsonPath.objectAt('$$.Execution.Input'),
      },
      begun,
    );
    const prepare = processingTask(this, 'Prepare', {
      path: `${begun}.prepareBatch`,
      command: 'prepare-batch.mjs',
      model,
    });
    const check = processingTask(this, 'Check', { path: `${jobs}.checkBatch`, command: 'check-batch.mjs', model });
    const made = states.chain(
      states.guard(this.#exports.state),
      states.stage('PREPARE'),
      states.guard(prepare),
      states.decide('CheckPrepared', jobs, { step: 'checkPrepared', batchId }),
      states.stage('TRANSFORM'),
      states.guard(this.#transform()),
      states.stage('CHECK'),
      states.guard(check),
      states.guard(states.invoke('CheckLists', { step: 'checkLists', batchId }, '$.lists')),
    );
    const stored = states.chain(states.stage('STORE'), states.guard(this.#store()));
    stored.then(states.ending);
    made.then(
      new Choice(this, 'IsToBeStored')
        .when(Condition.booleanEquals('$.lists.store', true), stored.start)
        .otherwise(states.ending),
    );
    this.#end();
    states.protect();
    return begin.next(
      new Choice(this, 'MayBegin')
        .when(Condition.stringEquals(`${begun}.decision`, 'STOP'), states.stopped('BeginStops', begun))
        .otherwise(made.start),
    );
  }

  /** https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform.html: answers come in the order of the lines. */
  #transform(): CustomState {
    const path = `${jobs}.transform`;
    return serviceTask(this, 'Transform', 'sagemaker:createTransformJob.sync', {
      parameters: {
        'TransformJobName.$': `${path}.name`,
        'ModelName.$': `${path}.modelName`,
        BatchStrategy: 'MultiRecord',
        MaxPayloadInMB: payloadMiB,
        MaxConcurrentTransforms: requestsAtOnce,
        // Nobody waits for the answers, so that none need be refused because others wait.
        Environment: { RECSYNC_QUEUE_LIMIT: '100000' },
        TransformInput: {
          DataSource: { S3DataSource: { S3DataType: 'S3Prefix', 'S3Uri.$': `${path}.inputUri` } },
          ContentType: 'application/jsonlines',
          CompressionType: 'None',
          SplitType: 'Line',
        },
        TransformOutput: {
          'S3OutputPath.$': `${path}.outputUri`,
          Accept: 'application/jsonlines',
          AssembleWith: 'Line',
          KmsKeyId: this.#props.data.encryptionKey.keyArn,
        },
        'TransformResources.$': `${path}.cluster`,
      },
    });
  }

  /** Part by part; each in as many calls as it takes. */
  #store(): MapState {
    const nothing: StoreProgress = { line: 0, done: false, stored: 0, superseded: 0, unstorable: 0 };
    const beginPart = new Pass(this, 'BeginPart', { parameters: nothing, resultPath: '$.progress' });
    const store = this.#states.invoke(
      'StorePart',
      {
        step: 'storePart',
        batchId: JsonPath.stringAt('$.batchId'),
        part: JsonPath.stringAt('$.part'),
        progress: JsonPath.objectAt('$.progress'),
      },
      '$.progress',
    );
    store.addRetry({
      errors: [...busy, 'ThrottlingException', 'ProvisionedThroughputExceededException', 'States.Timeout'],
      interval: Duration.seconds(5),
      maxAttempts: 8,
      backoffRate: 2,
    });
    const isDone = new Choice(this, 'IsPartDone')
      .when(Condition.booleanEquals('$.progress.done', true), new Succeed(this, 'PartStored', { outputPath: '$.part' }))
      .otherwise(store);
    return new MapState(this, 'Store', {
      itemsPath: `${jobs}.parts`,
      itemSelector: { batchId, part: JsonPath.stringAt('$$.Map.Item.Value') },
      resultPath: JsonPath.DISCARD,
      maxConcurrency: partsAtOnce,
    }).itemProcessor(beginPart.next(store).next(isDone));
  }

  /** Writes down how the batch ended. */
  #end(): void {
    const { ending } = this.#states;
    ending.next(
      new Choice(this, 'HowItEnded')
        .when(Condition.isPresent('$.failure'), this.#endAs('EndFailed', { failure: JsonPath.objectAt('$.failure') }))
        .when(Condition.isPresent('$.outcome'), this.#endAs('EndStopped', { outcome: JsonPath.objectAt('$.outcome') }))
        .otherwise(this.#endAs('EndCompleted', {})),
    );
  }

  #endAs(name: string, given: Record<string, unknown>): LambdaInvoke {
    const end = this.#states.invoke(name, { step: 'end', batchId, ...given }, '$.ended');
    end.addRetry({ errors: [Errors.ALL], interval: Duration.seconds(2), maxAttempts: 8, backoffRate: 2 });
    end.next(
      new Choice(this, `${name}Well`)
        .when(
          Condition.stringEquals('$.ended.status', 'FAILED'),
          new Fail(this, `${name}Fail`, { error: 'BatchFailed', causePath: '$.ended.reason' }),
        )
        .otherwise(new Succeed(this, `${name}Done`, { outputPath: '$.ended' })),
    );
    return end;
  }

  #makeStateMachine(definition: IChainable): StateMachine {
    const { data, model, runBatch } = this.#props;
    const stateMachine = makeWorkflow(this, {
      type: StateMachineType.STANDARD,
      definition: definition,
      timeout: Duration.days(2),
      functions: [runBatch],
    });
    grantTable(data.models, stateMachine, ['UpdateItem']);
    this.#exports.grantTo(stateMachine);
    const made = ['processing-job', 'transform-job'] as const;
    grantJobs(stateMachine, model, [
      { name: 'ProcessingJob', kind: 'processing-job' },
      { name: 'TransformJob', kind: 'transform-job' },
    ]);
    const allow = (actions: string[], resources: string[], conditions?: Record<string, Record<string, string>>): void =>
      stateMachine.addToRolePolicy(new PolicyStatement({ actions, resources, conditions }));
    // Step Functions tags what it makes, and looks at the tags when it is not sure whether it made it.
    allow(
      ['sagemaker:AddTags', 'sagemaker:ListTags'],
      made.map((kind) => model.arnOf(kind)),
    );
    // A transform job acts in the role of its model, which the model was made with.
    allow(['iam:PassRole'], [model.jobRole.roleArn], {
      StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    });
    const named = 'Jobs are named by the batch that makes them.';
    for (const kind of made) acknowledgeResource(stateMachine, model.arnOf(kind), named);
    return stateMachine;
  }
}
