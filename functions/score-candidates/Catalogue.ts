import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { CatalogueItem } from '../../model/contract/index.ts';
import { batchGet } from '../shared/batch.ts';

/** What filters, availability and the order by age ask for; descriptions and the like stay in the table. */
const attributes = [
  'itemId',
  'title',
  'brand',
  'creator',
  'categories',
  'tags',
  'price',
  'availableFrom',
  'availableUntil',
  'hidden',
  'createdAt',
];

/** How many items `newest` looks through. */
const sampleSize = 500;

/** The live catalogue. */
export class Catalogue {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** The items that there are, by id. The ids must be distinct. */
  async read(itemIds: string[]): Promise<Map<string, CatalogueItem>> {
    const keys = itemIds.map((itemId) => ({ itemId }));
    const rows = (await batchGet(this.#client, this.#table, keys, { attributes })) as unknown as CatalogueItem[];
    return new Map(rows.map((item) => [item.itemId, item]));
  }

  /**
   * Items by age, newest first, for when nothing better is at hand. One page of a scan: of a catalogue above 500 items
   * these are the newest of 500 arbitrary ones, because an index by age would cost a write for every item.
   */
  async newest(): Promise<CatalogueItem[]> {
    const { Items = [] } = await this.#client.send(
      new ScanCommand({
        TableName: this.#table,
        Limit: sampleSize,
        ProjectionExpression: attributes.map((_, index) => `#${index}`).join(', '),
        ExpressionAttributeNames: Object.fromEntries(attributes.map((name, index) => [`#${index}`, name])),
      }),
    );
    const items = Items as CatalogueItem[];
    return items.sort((a, b) => compare(b.createdAt ?? '', a.createdAt ?? '') || compare(a.itemId, b.itemId));
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
