import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { historyFields } from '../../schema/contract/scoring.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';

/** What users did, without impressions, newest first. */
export class UserHistory {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** A user's newest interactions; read consistently, as the workflow has just begun. */
  async read(userId: string, size: number): Promise<HistoryEntry[]> {
    const page = await this.#query(userId, historyFields, { ConsistentRead: true, Limit: size });
    return page as unknown as HistoryEntry[];
  }

  /**
   * The different items of a user's interactions, as far as one read of 1 MB reaches (about 3,000 interactions). Asked
   * only for users whose history is longer than what the model is given.
   */
  async seenItemIds(userId: string): Promise<string[]> {
    const page = await this.#query(userId, ['itemId'], {});
    return [...new Set(page.map(({ itemId }) => itemId as string))];
  }

  async #query(
    userId: string,
    attributes: string[],
    options: { ConsistentRead?: boolean; Limit?: number },
  ): Promise<Record<string, unknown>[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        ...options,
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': userPartitionKey(userId), ':prefix': interactionPrefix },
        ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
        ScanIndexForward: false,
      }),
    );
    return Items;
  }
}
