import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ModelsTable } from './ModelsTable.ts';

export const isRefused = (error: unknown): boolean => (error as Error).name === 'ConditionalCheckFailedException';

/** The models table as the steps of workflows write it: every step may run twice. */
export class WritableModelsTable extends ModelsTable {
  /** Writes a row that does not exist yet, and leaves one that does as it is. */
  async writeOnce(row: object): Promise<void> {
    await this.putIf(row, 'attribute_not_exists(pk)');
  }

  /** @returns whether the condition held */
  protected async putIf(row: object, condition: string, values?: Record<string, unknown>): Promise<boolean> {
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
  protected async update(pk: string, sk: string, changes: object): Promise<void> {
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
