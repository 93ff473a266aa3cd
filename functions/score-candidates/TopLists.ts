import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { popularList, topListPartitionKey, topListSortKey } from '../../schema/contract/keys.ts';
import type { TopListName } from '../../schema/contract/keys.ts';
import { popularListSeconds } from '../../schema/contract/limits.ts';
import type { TopItem, TopListRow } from '../../schema/contract/rows.ts';

/** The folded lists of the counters table. */
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
  async read(list: TopListName, now: number, category?: string): Promise<TopItem[]> {
    const row = await this.#get(list, category);
    if (!row || row.expiresAt <= now / 1000) return [];
    return parseTopItems(row.items);
  }

  /** The version of the model that the popular list is from. */
  async popularModelVersion(): Promise<string | undefined> {
    return (await this.#get(popularList))?.modelVersion;
  }

  async writePopular(items: TopItem[], modelVersion: string, now: number): Promise<void> {
    const Item: TopListRow = {
      pk: topListPartitionKey(popularList),
      sk: topListSortKey(),
      items: JSON.stringify(items.map(({ itemId, score }) => ({ itemId, score }))),
      modelVersion,
      foldedAt: new Date(now).toISOString(),
      expiresAt: Math.floor(now / 1000) + popularListSeconds,
    };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }

  async #get(list: TopListName, category?: string): Promise<TopListRow | undefined> {
    const Key = { pk: topListPartitionKey(list), sk: topListSortKey(category) };
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key }));
    return Item as TopListRow | undefined;
  }
}

const topItems = z.array(z.object({ itemId: z.string(), score: z.number() }));

/** The items of a folded list; none when something else is in its place. */
function parseTopItems(json: unknown): TopItem[] {
  try {
    return topItems.parse(JSON.parse(String(json)));
  } catch {
    return [];
  }
}
