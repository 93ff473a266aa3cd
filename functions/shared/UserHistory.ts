import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { impressionPrefix, interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { historyFields } from '../../schema/contract/scoring.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';
import { keepEntries } from './historyEntries.ts';

type Row = Record<string, unknown>;

interface Reading {
  /** First letters of the sort keys. */
  prefix: string;
  attributes: string[];
  consistent?: boolean;
  /** Rows of a page. */
  limit?: number;
}

export interface NewestInteractions {
  /** Newest first. */
  history: HistoryEntry[];
  /** Whether the user may have done more. */
  hasMore: boolean;
}

/** What users did; impressions are apart. */
export class UserHistory {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #onSkipped: (what: string, count: number) => void;

  /** @param onSkipped told of rows that are no interactions */
  constructor(client: DynamoDBDocumentClient, table: string, onSkipped: (what: string, count: number) => void) {
    this.#client = client;
    this.#table = table;
    this.#onSkipped = onSkipped;
  }

  /** A user's newest interactions; read consistently, as the workflow has just begun. */
  async read(userId: string, size: number): Promise<NewestInteractions> {
    const reading = { prefix: interactionPrefix, attributes: historyFields, consistent: true, limit: size };
    for await (const page of this.pages(userId, reading)) {
      const history = keepEntries(page);
      if (history.length < page.length) this.#onSkipped('Interactions of another form', page.length - history.length);
      return { history, hasMore: page.length >= size };
    }
    return { history: [], hasMore: false };
  }

  /** What a user was shown, the newest so many: their items, when, and where in the list. */
  async impressions(userId: string, limit: number): Promise<Row[]> {
    const reading = { prefix: impressionPrefix, attributes: ['itemId', 'timestamp', 'position'], limit };
    for await (const page of this.pages(userId, reading)) return page;
    return [];
  }

  /** The items of a user's interactions, newest first, a page of at most 1 MB at a time, to the very first. */
  items(userId: string): AsyncGenerator<Row[]> {
    return this.pages(userId, { prefix: interactionPrefix, attributes: ['itemId', 'recordedAt'], consistent: true });
  }

  /** Rows of a user's partition by page, the last ones first. */
  async *pages(userId: string, { prefix, attributes, consistent, limit }: Reading): AsyncGenerator<Row[]> {
    let from: Row | undefined;
    do {
      const { Items = [], LastEvaluatedKey }: { Items?: Row[]; LastEvaluatedKey?: Row } = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': userPartitionKey(userId), ':prefix': prefix },
          ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
          ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
          ScanIndexForward: false,
          ConsistentRead: consistent,
          Limit: limit,
          ExclusiveStartKey: from,
        }),
      );
      yield Items;
      from = LastEvaluatedKey;
    } while (from);
  }
}
