import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
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
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import type { MergeUserInput, MergeWorkflowInput } from '../../schema/contract/merges.ts';
import { archiveKeys } from '../../schema/contract/models.ts';
import { BundledFunction } from './BundledFunction.ts';
import { grantObjects } from './grantObjects.ts';
import { grantTable } from './grantTable.ts';
import { makeWorkflow } from './makeWorkflow.ts';

export interface MergeWorkflowProps {
  buildFolder: string;
  data: { userData: TableV2; archive: IBucket; visitorKey: IKey };
}

const inputPath = (field: keyof MergeWorkflowInput): string => `$.${field}`;

/**
 * Visitors and whom they become: the function that gives and checks their signed ids, and what brings a
 * merge to its end, whatever becomes of the request that began it: waits until nothing that began before is at work, moves
 * what is left, and ends it. Its history names nobody. Input: `MergeWorkflowInput`.
 */
export class MergeWorkflow extends Construct {
  readonly stateMachine: StateMachine;
  readonly mergeUser: BundledFunction;
  readonly identifyVisitor: BundledFunction;

  constructor(scope: Construct, id: string, { buildFolder, data }: MergeWorkflowProps) {
    super(scope, id);
    const key = data.visitorKey;
    this.identifyVisitor = new BundledFunction(this, 'IdentifyVisitor', {
      buildFolder,
      name: 'identify-visitor',
      description: 'Gives visitors their signed ids, and tells the API whose is sent',
      memory: 256,
      timeout: 10,
      environment: { VISITOR_KEY_ID: key.keyId },
    });
    key.grantGenerateMac(this.identifyVisitor);
    key.grantVerifyMac(this.identifyVisitor);
    this.mergeUser = new BundledFunction(this, 'MergeUser', {
      buildFolder,
      name: 'merge-user',
      description: 'Moves what visitors did to the users whom they became, and back',
      memory: 512,
      timeout: 30,
      environment: {
        USER_DATA_TABLE: data.userData.tableName,
        ARCHIVE_BUCKET: data.archive.bucketName,
        VISITOR_KEY_ID: key.keyId,
      },
    });
    key.grantVerifyMac(this.mergeUser);
    grantTable(data.userData, this.mergeUser, [
      'GetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
    ]);
    grantObjects(data.archive, this.mergeUser.role!, {
      read: [archiveKeys.pseudonymKey],
      write: [archiveKeys.pseudonymKey, `${archiveKeys.erased}*`],
      remove: [`${archiveKeys.erased}*`],
    });
    this.stateMachine = this.#makeStateMachine();
  }

  #makeStateMachine(): StateMachine {
    const step: MergeUserInput['step'] = 'finish';
    const finish = new LambdaInvoke(this, 'Finish', {
      lambdaFunction: this.mergeUser,
      payload: TaskInput.fromObject({ step, mergeId: JsonPath.stringAt(inputPath('mergeId')) }),
      payloadResponseOnly: true,
      resultPath: '$.answer',
    });
    finish.addRetry({ errors: [Errors.ALL], interval: Duration.seconds(30), maxAttempts: 8, backoffRate: 2 });
    finish.next(
      new Choice(this, 'IsDone')
        .when(Condition.booleanEquals('$.answer.isDone', true), new Succeed(this, 'Done'))
        .otherwise(finish),
    );
    const settle = new Wait(this, 'Settle', { time: WaitTime.secondsPath(inputPath('settleSeconds')) });
    const stateMachine = makeWorkflow(this, {
      type: StateMachineType.STANDARD,
      definition: settle.next(finish),
      timeout: Duration.days(1),
      functions: [this.mergeUser],
    });
    return stateMachine;
  }
}
