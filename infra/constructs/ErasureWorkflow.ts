import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  Choice,
  Condition,
  Errors,
  JsonPath,
  StateMachineType,
  Succeed,
  TaskInput,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { IChainable, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { EraseUserInput, ErasureWorkflowInput } from '../../schema/contract/erasure.ts';
import { archiveKeys } from '../../schema/contract/models.ts';
import { BundledFunction } from './BundledFunction.ts';
import type { FailureQueue } from './FailureQueue.ts';
import { grantObjects } from './grantObjects.ts';
import { grantTable } from './grantTable.ts';
import { makeWorkflow } from './makeWorkflow.ts';

export interface ErasureWorkflowProps {
  buildFolder: string;
  data: { userData: TableV2; models: TableV2; feedback: TableV2; archive: IBucket };
  failures: FailureQueue;
}

const inputPath = (field: keyof ErasureWorkflowInput): string => `$.${field}`;
const answerPath = '$.answer';

/**
 * Erases the data of a user whose partition bears the mark: sweeps every store, waits until nothing that began before the
 * mark is at work any more, sweeps again, and turns the mark into the receipt. Standard, because it must end, and its
 * history names nobody.
 * Input: `ErasureWorkflowInput`.
 */
export class ErasureWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly eraseUser: BundledFunction;

  constructor(scope: Construct, id: string, props: ErasureWorkflowProps) {
    super(scope, id);
    this.eraseUser = this.#makeFunction(props);
    const settle = new Wait(this, 'Settle', { time: WaitTime.secondsPath(inputPath('settleSeconds')) });
    const finish = this.#step('Finish', 'finish');
    finish.next(new Succeed(this, 'Erased'));
    const first = this.#sweepUntilDone('Sweep', settle);
    settle.next(this.#sweepUntilDone('SweepAgain', finish));
    this.stateMachine = makeWorkflow(this, {
      type: StateMachineType.STANDARD,
      definition: first,
      timeout: Duration.days(7),
      functions: [this.eraseUser],
    });
  }

  /** A store may hold more than one call of the function gets through. */
  #sweepUntilDone(name: string, next: IChainable): IChainable {
    const sweep = this.#step(name, 'sweep');
    const isDone = new Choice(this, `${name}IsDone`)
      .when(Condition.booleanEquals(`${answerPath}.isDone`, true), next)
      .otherwise(sweep);
    sweep.next(isDone);
    return sweep;
  }

  #step(name: string, step: EraseUserInput['step']): LambdaInvoke {
    const invoke = new LambdaInvoke(this, name, {
      lambdaFunction: this.eraseUser,
      payload: TaskInput.fromObject({
        step,
        erasureId: JsonPath.stringAt(inputPath('erasureId')),
        // Several executions may be at work.
        sweep: JsonPath.format(`{}-${name}`, JsonPath.stringAt('$$.Execution.Name')),
      } satisfies EraseUserInput),
      payloadResponseOnly: true,
      resultPath: answerPath,
    });
    // Whatever it is, somebody has a right to it: nine attempts are four hours.
    invoke.addRetry({ errors: [Errors.ALL], interval: Duration.seconds(30), maxAttempts: 8, backoffRate: 2 });
    return invoke;
  }

  #makeFunction({ buildFolder, data, failures }: ErasureWorkflowProps): BundledFunction {
    const made = new BundledFunction(this, 'EraseUser', {
      buildFolder,
      name: 'erase-user',
      description: 'Erases what is kept of a user, and says what and until when copies remain',
      memory: 512,
      timeout: 60,
      environment: {
        USER_DATA_TABLE: data.userData.tableName,
        MODELS_TABLE: data.models.tableName,
        FEEDBACK_TABLE: data.feedback.tableName,
        ARCHIVE_BUCKET: data.archive.bucketName,
        FAILURES_QUEUE_URL: failures.queueUrl,
      },
    });
    grantTable(data.userData, made, ['GetItem', 'Query', 'UpdateItem', 'DeleteItem']);
    grantTable(data.models, made, ['Query']);
    grantTable(data.feedback, made, ['Query', 'UpdateItem', 'DeleteItem']);
    grantObjects(data.archive, made.role!, {
      read: [archiveKeys.pseudonymKey],
      write: [archiveKeys.pseudonymKey, `${archiveKeys.erased}*`],
    });
    failures.grant(made, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility');
    failures.encryptionMasterKey?.grantDecrypt(made);
    return made;
  }
}
