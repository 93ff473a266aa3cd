import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { topListPartitionKey, topListSortKey } from '../../schema/contract/keys.ts';
import type { Candidate } from './ScoredList.ts';

export type TopListName = 'TRENDING#HOUR' | 'TRENDING#DAY' | 'TRENDING#WEEK' | 'POPULAR';

/** The popular list is made again with every model; the year is only so that nothing stays for ever. */
const popularListSeconds = 365 * 24 * 3600;

/** The folded lists of the counters table (docs/contracts.md). */
export class TopLists {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * A list, best first; empty when there is none or it has expired.
   * @param now milliseconds since 1970
   */
  async read(list: TopListName, now: number, category?: string): Promise<Candidate[]> {
    const row = await this.#get(list, category);
    if (!row || (row.expiresAt as number) <= now / 1000) return [];
    return JSON.parse(row.items as string) as Candidate[];
  }

  /** The version of the model that the popular list is from. */
  async popularModelVersion(): Promise<string | undefined> {
    return (await this.#get('POPULAR'))?.modelVersion as string | undefined;
  }

  async writePopular(items: Candidate[], modelVersion: string, now: number): Promise<void> {
    const Item = {
      pk: topListPartitionKey('POPULAR'),
      sk: topListSortKey(),
      items: JSON.stringify(items.map(({ itemId, score }) => ({ itemId, score }))),
      modelVersion,
      foldedAt: new Date(now).toISOString(),
      expiresAt: Math.floor(now / 1000) + popularListSeconds,
    };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async #get(list: TopListName, category?: string): Promise<Record<string, unknown> | undefined> {
    const Key = { pk: topListPartitionKey(list), sk: topListSortKey(category) };
    return (await this.#client.send(new GetCommand({ TableName: this.#table, Key }))).Item;
  }
}
