import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import {
  exploredPartitionKey,
  measuredPlacementsSortKey,
  metricPartitionKey,
  metricsPartitionKey,
} from '../../schema/contract/metrics.ts';

export interface MetricsTables {
  feedback: string;
  catalogue: string;
}

/** Reads what `on-interaction` counted of lists. */
export class MetricsTable {
  readonly #client: DynamoDBDocumentClient;
  readonly #tables: MetricsTables;

  constructor(client: DynamoDBDocumentClient, tables: MetricsTables) {
    this.#client = client;
    this.#tables = tables;
  }

  /** The placements that are measured, by name. */
  async placements(): Promise<string[]> {
    const Key = { pk: metricsPartitionKey, sk: measuredPlacementsSortKey };
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#tables.feedback, Key }));
    return Item?.names instanceof Set ? [...(Item.names as Set<string>)].sort() : [];
  }

  /** The rows of a placement, of the lists made from one day to another, in pages. */
  rows(placement: string, from: string, to: string): AsyncGenerator<Record<string, unknown>[]> {
    return this.#days(metricPartitionKey(placement), from, to);
  }

  /** The sums of its explored places, likewise. */
  explored(placement: string, from: string, to: string): AsyncGenerator<Record<string, unknown>[]> {
    return this.#days(exploredPartitionKey(placement), from, to);
  }

  async *#days(pk: string, from: string, to: string): AsyncGenerator<Record<string, unknown>[]> {
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#tables.feedback,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          // Behind the day stands `#`, which `$` follows.
          ExpressionAttributeValues: { ':pk': pk, ':from': `${from}#`, ':to': `${to}$` },
          ExclusiveStartKey: start,
        }),
      );
      yield page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start);
  }

  /** Items of the catalogue, as DynamoDB last counted them. */
  async catalogueItems(): Promise<number | undefined> {
    const { Table } = await this.#client.send(new DescribeTableCommand({ TableName: this.#tables.catalogue }));
    return Table?.ItemCount;
  }
}
