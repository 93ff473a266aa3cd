import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { healthPartitionKey, healthSortKey, hourPartitionKey } from '../../schema/contract/modelHealth.ts';
import type { ListHour, ListHourRow, ModelHealthRow } from '../../schema/contract/modelHealth.ts';
import { lockPartitionKey, trainingLockSortKey, versionPartitionKey } from '../../schema/contract/models.ts';
import type { ModelVersionRow } from '../../schema/contract/models.ts';
import { ModelsTable } from '../shared/ModelsTable.ts';
import { watchedHours } from './measureHealth.ts';

export const hourMilliseconds = 3_600_000;

/** What was seen hour by hour, and what it came to, in the models table. */
export class HealthRows extends ModelsTable {
  async health(): Promise<ModelHealthRow | undefined> {
    return (await this.get(healthPartitionKey, healthSortKey)) as ModelHealthRow | undefined;
  }

  async writeHealth(row: Omit<ModelHealthRow, 'pk' | 'sk'>): Promise<void> {
    await this.#put({ pk: healthPartitionKey, sk: healthSortKey, ...row });
  }

  /** @param begin milliseconds since 1970. Written again, an hour is what was seen of it last */
  async writeHour(begin: number, hour: ListHour): Promise<void> {
    const expiresAt = Math.floor((begin + (watchedHours + 24) * hourMilliseconds) / 1000);
    await this.#put({ pk: hourPartitionKey, sk: new Date(begin).toISOString(), ...hour, expiresAt });
  }

  /**
   * The hours before a moment, newest first, back to the first of them in which anything happened.
   * @param end milliseconds since 1970, of a full hour
   */
  async hoursBefore(end: number): Promise<(ListHour | undefined)[]> {
    const hours: (ListHour | undefined)[] = [];
    for await (const row of this.#hoursBetween(end - watchedHours * hourMilliseconds, end)) {
      hours[(end - Date.parse(row.sk)) / hourMilliseconds - 1] = row;
    }
    return Array.from(hours);
  }

  /** Versions that have an endpoint: those that may have made a list lately. */
  async servedVersions(): Promise<string[]> {
    const rows: ModelVersionRow[] = [];
    for await (const row of this.#query({ pk: versionPartitionKey })) rows.push(row as unknown as ModelVersionRow);
    return rows.filter(({ endpointName }) => endpointName).map(({ modelVersion }) => modelVersion);
  }

  /** Whether a training is at work, or was stopped without a chance to say so. */
  async isTraining(): Promise<boolean> {
    return (await this.get(lockPartitionKey, trainingLockSortKey)) !== undefined;
  }

  async *#hoursBetween(from: number, end: number): AsyncGenerator<ListHourRow> {
    const between = { from: new Date(from).toISOString(), to: new Date(end - 1).toISOString() };
    for await (const row of this.#query({ pk: hourPartitionKey, ...between })) yield row as unknown as ListHourRow;
  }

  async *#query({ pk, from, to }: { pk: string; from?: string; to?: string }): AsyncGenerator<Record<string, unknown>> {
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.client.send(
        new QueryCommand({
          TableName: this.name,
          KeyConditionExpression: from === undefined ? 'pk = :pk' : 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':pk': pk, ...(from !== undefined && { ':from': from, ':to': to }) },
          ConsistentRead: true,
          ExclusiveStartKey: start,
        }),
      );
      yield* Items;
      start = LastEvaluatedKey;
    } while (start);
  }

  async #put(Item: ListHourRow | ModelHealthRow): Promise<void> {
    await this.client.send(new PutCommand({ TableName: this.name, Item }));
  }
}
