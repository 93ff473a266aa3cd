import { Duration } from 'aws-cdk-lib';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import {
  Choice,
  Condition,
  Fail,
  JsonPath,
  Map as MapState,
  Succeed,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import type { CustomState, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { workflowErrors } from '../../schema/contract/trainingSteps.ts';
import { acknowledgeResource } from './acknowledge.ts';
import { serviceTask } from './serviceTasks.ts';
import type { Parameters } from './serviceTasks.ts';
import { busy, countPolls, polls, pollTime } from './WorkflowStates.ts';

/**
 * An export is asked at once, then after 1, 2, 3 … 15 seconds, which are two minutes and as long as one of a small table
 * takes, then every two minutes, and for six hours in all: an execution has 25,000 events, and exports go on side by side.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
const soonPolls = 16;
const patientInterval = Duration.minutes(2);
const mostPolls = soonPolls + 180;

/** What workflows read and write. */
export interface WorkflowData {
  userData: TableV2;
  catalogue: TableV2;
  models: TableV2;
  archive: IBucket;
  encryptionKey: IKey;
}

/**
 * Exports of tables into the archive bucket, all at once, each waited for.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExportTableToPointInTime.html
 */
export class TableExports extends Construct {
  /** Succeeds when every export is there. */
  readonly state: MapState;
  readonly #data: WorkflowData;

  /** @param path of a list of `TableExport` */
  constructor(scope: Construct, id: string, { data, path }: { data: WorkflowData; path: string }) {
    super(scope, id);
    this.#data = data;
    const full = this.#export('ExportInFull', { ExportType: 'FULL_EXPORT' });
    const increment = this.#export('ExportIncrement', {
      ExportType: 'INCREMENTAL_EXPORT',
      IncrementalExportSpecification: {
        'ExportFromTime.$': '$.exportFromTime',
        'ExportToTime.$': '$.exportToTime',
        ExportViewType: 'NEW_IMAGE',
      },
    });
    const wait = new Wait(this, 'WaitForExport', { time: pollTime });
    const describe = this.#describe('DescribeExport', {
      'arn.$': '$.ExportDescription.ExportArn',
      'status.$': '$.ExportDescription.ExportStatus',
    });
    // Only a failed export has a message, and a path to what is not there would be an error itself.
    const describeFailed = this.#describe('DescribeFailedExport', {
      'reason.$': '$.ExportDescription.FailureMessage',
    });
    const failed = new Fail(this, 'ExportFailed', { error: workflowErrors.exportFailed, causePath: '$.export.reason' });
    const [begin, count] = countPolls(this, 'Export');
    const waitLong = new Wait(this, 'WaitLongForExport', { time: WaitTime.duration(patientInterval) });
    const outcome = new Choice(this, 'IsExported')
      .when(Condition.stringEquals('$.export.status', 'COMPLETED'), new Succeed(this, 'Exported'))
      .when(Condition.stringEquals('$.export.status', 'FAILED'), describeFailed.next(failed))
      .when(
        Condition.numberGreaterThanEquals(polls, mostPolls),
        new Fail(this, 'ExportTakesTooLong', { error: workflowErrors.exportTimeout }),
      )
      .when(Condition.numberGreaterThanEquals(polls, soonPolls), waitLong)
      .otherwise(wait);
    full.next(begin);
    increment.next(begin);
    begin.next(count);
    wait.next(count);
    waitLong.next(count);
    count.next(describe);
    describe.next(outcome);
    const each = new Choice(this, 'WhichExport')
      .when(Condition.stringEquals('$.exportType', 'FULL_EXPORT'), full)
      .otherwise(increment);
    for (const state of [full, increment, describe]) {
      state.addRetry({ errors: busy, interval: Duration.seconds(5), maxAttempts: 6, backoffRate: 2 });
    }
    this.state = new MapState(this, 'Collect', {
      itemsPath: path,
      resultPath: JsonPath.DISCARD,
      maxConcurrency: 5,
    }).itemProcessor(each);
  }

  #export(name: string, kind: Parameters): CustomState {
    return serviceTask(this, name, 'aws-sdk:dynamodb:exportTableToPointInTime', {
      parameters: {
        'TableArn.$': '$.tableArn',
        'S3Bucket.$': '$.bucket',
        'S3Prefix.$': '$.prefix',
        'ClientToken.$': '$.clientToken',
        ExportFormat: 'DYNAMODB_JSON',
        S3SseAlgorithm: 'KMS',
        S3SseKmsKeyId: this.#data.encryptionKey.keyArn,
        ...kind,
      },
      select: { 'arn.$': '$.ExportDescription.ExportArn' },
      resultPath: '$.export',
    });
  }

  #describe(name: string, select: Parameters): CustomState {
    return serviceTask(this, name, 'aws-sdk:dynamodb:describeExport', {
      parameters: { 'ExportArn.$': '$.export.arn' },
      select,
      resultPath: '$.export',
    });
  }

  /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html */
  grantTo(stateMachine: StateMachine): void {
    const { userData, catalogue, archive, encryptionKey } = this.#data;
    const allow = (actions: string[], resources: string[]): void =>
      stateMachine.addToRolePolicy(new PolicyStatement({ actions, resources }));
    const tables = [userData.tableArn, catalogue.tableArn];
    allow(['dynamodb:ExportTableToPointInTime'], tables);
    allow(
      ['dynamodb:DescribeExport'],
      tables.map((arn) => `${arn}/export/*`),
    );
    allow(['s3:PutObject', 's3:PutObjectAcl', 's3:AbortMultipartUpload'], [archive.arnForObjects('exports/*')]);
    encryptionKey.grant(stateMachine, 'kms:Decrypt', 'kms:GenerateDataKey*');
    const named = 'Exports are named by the run that makes them.';
    for (const arn of tables) acknowledgeResource(stateMachine, `${arn}/export/*`, named);
    acknowledgeResource(stateMachine, archive.arnForObjects('exports/*'), named);
  }
}
