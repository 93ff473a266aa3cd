import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import {
  lockPartitionKey,
  runPartitionKey,
  trainingLockSortKey,
  versionPartitionKey,
} from '../../schema/contract/models.ts';
import type { ModelVersionRow, TrainingLockRow, TrainingRunRow } from '../../schema/contract/models.ts';
import { MissingRowError } from '../shared/errors.ts';
import { isRefused, WritableModelsTable } from '../shared/WritableModelsTable.ts';

/** The lock, the runs and the versions of the models table, as the steps of a training write them. */
export class TrainingRows extends WritableModelsTable {
  async lock(): Promise<TrainingLockRow | undefined> {
    return (await this.get(lockPartitionKey, trainingLockSortKey)) as TrainingLockRow | undefined;
  }

  /**
   * Takes the lock if nobody holds it, if this execution holds it already, or from one whose end is known.
   * @returns whether it is held now
   */
  takeLock(row: TrainingLockRow, from?: TrainingLockRow): Promise<boolean> {
    return this.putIf(row, 'attribute_not_exists(pk) OR executionArn IN (:own, :from)', {
      ':own': row.executionArn,
      ':from': from?.executionArn ?? row.executionArn,
    });
  }

  /** Frees the lock, unless another run holds it. */
  async freeLock(runId: string): Promise<void> {
    try {
      await this.client.send(
        new DeleteCommand({
          TableName: this.name,
          Key: { pk: lockPartitionKey, sk: trainingLockSortKey },
          ConditionExpression: 'runId = :runId',
          ExpressionAttributeValues: { ':runId': runId },
        }),
      );
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }

  /** @throws MissingRowError when the run never began */
  async run(runId: string): Promise<TrainingRunRow> {
    const row = await this.get(runPartitionKey, runId);
    if (!row) throw new MissingRowError(`run ${runId}`);
    return row as unknown as TrainingRunRow;
  }

  updateRun(runId: string, changes: Partial<TrainingRunRow>): Promise<void> {
    return this.update(runPartitionKey, runId, changes);
  }

  /** Attributes that are undefined are removed. */
  updateVersion(modelVersion: string, changes: Partial<ModelVersionRow>): Promise<void> {
    return this.update(versionPartitionKey, modelVersion, changes);
  }

  /** Runs, newest first, that began before another; ended rows leave after a year. */
  runsBefore(runId: string): AsyncGenerator<TrainingRunRow> {
    return this.#query<TrainingRunRow>(runPartitionKey, 'AND sk < :before', { ':before': runId });
  }

  /** Versions, newest first. */
  versions(): AsyncGenerator<ModelVersionRow> {
    return this.#query<ModelVersionRow>(versionPartitionKey);
  }

  async *#query<Row>(pk: string, further = '', values: Record<string, unknown> = {}): AsyncGenerator<Row> {
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          TableName: this.name,
          KeyConditionExpression: `pk = :pk ${further}`,
          ExpressionAttributeValues: { ':pk': pk, ...values },
          ScanIndexForward: false,
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      );
      yield* Items as Row[];
      start = LastEvaluatedKey;
    } while (start);
  }
}
