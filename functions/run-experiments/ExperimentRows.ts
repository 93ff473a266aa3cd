import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { VariantShare } from '../../experiments/assignVariant.ts';
import {
  experimentSplitPrefix,
  experimentSumsSortKey,
  type ExperimentRow,
  type ExperimentSplitRow,
  type ExperimentSumsRow,
} from '../../schema/contract/experiments.ts';
import {
  experimentPartitionKey,
  experimentsPartitionKey,
  placementKeys,
  type PlacementRow,
} from '../../schema/contract/feedback.ts';

/** The shares from an instant on. */
export interface Split {
  /** Milliseconds since 1970. */
  from: number;
  shares: VariantShare[];
}

/** What the feedback table says of experiments, as it is now. */
export class ExperimentRows {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;

  constructor(client: DynamoDBDocumentClient, name: string) {
    this.client = client;
    this.name = name;
  }

  async experiment(experimentId: string): Promise<ExperimentRow | undefined> {
    return (await this.#get(experimentsPartitionKey, experimentId)) as ExperimentRow | undefined;
  }

  async running(): Promise<ExperimentRow[]> {
    const rows: ExperimentRow[] = [];
    for await (const page of this.pages(experimentsPartitionKey)) rows.push(...(page as unknown as ExperimentRow[]));
    return rows.filter(({ status }) => status === 'RUNNING');
  }

  /** The copy that a change is decided on; one of a deleted placement too. */
  async placement(placement: string): Promise<PlacementRow | undefined> {
    const { pk, sk } = placementKeys(placement)[0];
    return (await this.#get(pk, sk)) as PlacementRow | undefined;
  }

  async sums(experimentId: string): Promise<ExperimentSumsRow | undefined> {
    return (await this.#get(experimentPartitionKey(experimentId), experimentSumsSortKey)) as
      ExperimentSumsRow | undefined;
  }

  /** Every split that the experiment had, oldest first. */
  async splits(experimentId: string): Promise<Split[]> {
    const splits: Split[] = [];
    for await (const page of this.pages(experimentPartitionKey(experimentId), experimentSplitPrefix)) {
      for (const { sk, shares } of page as unknown as ExperimentSplitRow[]) {
        splits.push({
          from: Date.parse(sk.slice(experimentSplitPrefix.length)),
          shares: JSON.parse(shares) as VariantShare[],
        });
      }
    }
    return splits;
  }

  async *pages(pk: string, prefix?: string): AsyncGenerator<Record<string, unknown>[]> {
    let from: Record<string, unknown> | undefined;
    do {
      const page = await this.client.send(
        new QueryCommand({
          TableName: this.name,
          KeyConditionExpression: prefix === undefined ? 'pk = :pk' : 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ...(prefix !== undefined && { ':prefix': prefix }) },
          ConsistentRead: true,
          ExclusiveStartKey: from,
        }),
      );
      yield page.Items ?? [];
      from = page.LastEvaluatedKey;
    } while (from);
  }

  async #get(pk: string, sk: string): Promise<Record<string, unknown> | undefined> {
    return (await this.client.send(new GetCommand({ TableName: this.name, Key: { pk, sk }, ConsistentRead: true })))
      .Item;
  }
}
