import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, paginateListExecutions, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  livePartitionKey,
  liveSortKey,
  runPartitionKey,
  trainingStages,
  type LiveRow,
  type TrainingRunRow,
  type TrainingRunStatus,
  type TrainingWorkflowInput,
} from '../../schema/contract/models.ts';
import type { Account } from './Account.ts';

/** How a training ended that was waited for. */
export interface TrainingEnd {
  status: Exclude<TrainingRunStatus, 'RUNNING'>;
  /** Why, where it is not PROMOTED. */
  reason?: string;
}

/** How many of the newest runs are looked at for one that was just started: only one trains at a time. */
const newestRuns = 5;

/** The first model of a deployment: whether there is one, and how it comes to be. */
export class FirstModel {
  readonly #account: Account;
  readonly #tables: DynamoDBDocumentClient;
  readonly #modelsTable: string;
  readonly #userDataTable: string;
  readonly #workflowArn: string;

  constructor(account: Account, names: { modelsTable: string; userDataTable: string; workflowArn: string }) {
    this.#account = account;
    this.#tables = DynamoDBDocumentClient.from(account.dynamodb);
    this.#modelsTable = names.modelsTable;
    this.#userDataTable = names.userDataTable;
    this.#workflowArn = names.workflowArn;
  }

  /** The version that answers requests, if one does. */
  async readLiveVersion(): Promise<string | undefined> {
    const { Item } = await this.#tables.send(
      new GetCommand({
        TableName: this.#modelsTable,
        Key: { pk: livePartitionKey, sk: liveSortKey },
        ConsistentRead: true,
      }),
    );
    return (Item as LiveRow | undefined)?.champion.modelVersion;
  }

  /** Whether anybody did anything yet. */
  async hasInteractions(): Promise<boolean> {
    const { Count = 0 } = await this.#account.dynamodb.send(
      new ScanCommand({ TableName: this.#userDataTable, Limit: 1, Select: 'COUNT' }),
    );
    return Count > 0;
  }

  /** Starts a training, unless one runs. @returns the ARN of the execution that is at work */
  async start(): Promise<string> {
    const running: string[] = [];
    const { stepFunctions: client } = this.#account;
    const request = { stateMachineArn: this.#workflowArn, statusFilter: 'RUNNING' as const };
    for await (const { executions = [] } of paginateListExecutions({ client }, request)) {
      running.push(...executions.map(({ executionArn }) => executionArn!));
    }
    // Newest first; the oldest is the one that others give way to.
    const atWork = running.at(-1);
    if (atWork !== undefined) return atWork;
    const input: TrainingWorkflowInput = { trigger: 'FIRST' };
    const { executionArn } = await client.send(
      new StartExecutionCommand({ stateMachineArn: this.#workflowArn, input: JSON.stringify(input) }),
    );
    return executionArn!;
  }

  /** Waits until a training has ended. @param update is told in which state it is */
  async waitFor(
    executionArn: string,
    options: { update: (state: string) => void; pollInterval: number; signal: AbortSignal },
  ): Promise<TrainingEnd> {
    const { update, pollInterval, signal } = options;
    for (;;) {
      // First the execution: a run that has ended by then has written its last row.
      const execution = await this.#account.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
      const run = await this.#readRun(executionArn);
      if (run) update(describeStage(run));
      if (execution.status !== 'RUNNING') {
        if (run && run.status !== 'RUNNING') return { status: run.status, reason: run.reason };
        const cause = execution.cause ?? execution.error;
        return execution.status === 'SUCCEEDED'
          ? { status: 'SKIPPED', reason: 'Another training was at work.' }
          : { status: 'FAILED', reason: `The workflow ended as ${execution.status}${cause ? `: ${cause}` : ''}.` };
      }
      await sleep(pollInterval, undefined, { signal });
    }
  }

  async #readRun(executionArn: string): Promise<TrainingRunRow | undefined> {
    const { Items = [] } = await this.#tables.send(
      new QueryCommand({
        TableName: this.#modelsTable,
        KeyConditionExpression: 'pk = :run',
        ExpressionAttributeValues: { ':run': runPartitionKey },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: newestRuns,
      }),
    );
    return (Items as TrainingRunRow[]).find((run) => run.executionArn === executionArn);
  }
}

/** As in `JUDGE, 5 of 12`. */
function describeStage({ stages }: TrainingRunRow): string {
  const index = trainingStages.findLastIndex((stage) => stages[stage] !== undefined);
  return index < 0 ? 'begins' : `${trainingStages[index]}, ${index + 1} of ${trainingStages.length}`;
}
