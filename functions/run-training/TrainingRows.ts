import { DeleteCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  lockPartitionKey,
  runPartitionKey,
  trainingLockSortKey,
  versionPartitionKey,
} from '../../schema/contract/models.ts';
import type { ModelVersionRow, TrainingLockRow, TrainingRunRow } from '../../schema/contract/models.ts';
import { ModelsTable } from '../shared/ModelsTable.ts';
import { MissingRowError } from './errors.ts';

const isRefused = (error: unknown): boolean => (error as Error).name === 'ConditionalCheckFailedException';

/** The lock, the runs and the versions of the models table, as the steps of a training write them. */
export class TrainingRows extends ModelsTable {
  async lock(): Promise<TrainingLockRow | undefined> {
    return (await this.get(lockPartitionKey, trainingLockSortKey)) as TrainingLockRow | undefined;
  }

  /**
   * Takes the lock if nobody holds it, if this execution holds it already, or from one whose end is known.
   * @returns whether it is held now
   */
  takeLock(row: TrainingLockRow, from?: TrainingLockRow): Promise<boolean> {
    return this.#put(row, 'attribute_not_exists(pk) OR executionArn IN (:own, :from)', {
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

  /** Writes a row that does not exist yet, and leaves one that does as it is. */
  async writeOnce(row: TrainingRunRow | ModelVersionRow): Promise<void> {
    await this.#put(row, 'attribute_not_exists(pk)');
  }

  updateRun(runId: string, changes: Partial<TrainingRunRow>): Promise<void> {
    return this.#update(runPartitionKey, runId, changes);
  }

  /** Attributes that are undefined are removed. */
  updateVersion(modelVersion: string, changes: Partial<ModelVersionRow>): Promise<void> {
    return this.#update(versionPartitionKey, modelVersion, changes);
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

  async #put(
    row: TrainingLockRow | TrainingRunRow | ModelVersionRow,
    condition: string,
    values?: Record<string, unknown>,
  ): Promise<boolean> {
    try {
      await this.client.send(
        new PutCommand({
          TableName: this.name,
          Item: row,
          ConditionExpression: condition,
          ExpressionAttributeValues: values,
        }),
      );
      return true;
    } catch (error) {
      if (!isRefused(error)) throw error;
      return false;
    }
  }

  /** Changes a row that exists; one that is gone stays gone. */
  async #update(pk: string, sk: string, changes: object): Promise<void> {
    const entries = Object.entries(changes) as [string, unknown][];
    if (entries.length === 0) return;
    const set = entries.flatMap(([, value], index) => (value === undefined ? [] : [`#${index} = :${index}`]));
    const remove = entries.flatMap(([, value], index) => (value === undefined ? [`#${index}`] : []));
    const values = Object.fromEntries(
      entries.flatMap(([, value], index) => (value === undefined ? [] : [[`:${index}`, value]])),
    );
    try {
      await this.client.send(
        new UpdateCommand({
          TableName: this.name,
          Key: { pk, sk },
          UpdateExpression: [
            ...(set.length > 0 ? [`SET ${set.join(', ')}`] : []),
            ...(remove.length > 0 ? [`REMOVE ${remove.join(', ')}`] : []),
          ].join(' '),
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: Object.fromEntries(entries.map(([name], index) => [`#${index}`, name])),
          ExpressionAttributeValues: Object.keys(values).length > 0 ? values : undefined,
        }),
      );
    } catch (error) {
      if (!isRefused(error)) throw error;
    }
  }
}
