import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CatalogueItem } from '../../model/contract/index.ts';
import { batchGet } from '../shared/batch.ts';

const text = z.string().nullish();
const texts = z.array(z.string()).nullish();

/** What filters, availability and the order by age ask for; descriptions and the like stay in the table. */
const shape = z.object({
  itemId: z.string(),
  title: text,
  brand: text,
  creator: text,
  categories: texts,
  tags: texts,
  price: z.number().nullish(),
  availableFrom: text,
  availableUntil: text,
  hidden: z.boolean().nullish(),
  createdAt: text,
});
const attributes = Object.keys(shape.shape);

/** How many items `newest` looks through. */
const sampleSize = 500;

/** The live catalogue. A row that is no item is not in it: nothing can be said of its availability. */
export class Catalogue {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #onSkipped: (what: string, count: number) => void;

  /** @param onSkipped told of rows that are no items */
  constructor(client: DynamoDBDocumentClient, table: string, onSkipped: (what: string, count: number) => void) {
    this.#client = client;
    this.#table = table;
    this.#onSkipped = onSkipped;
  }

  /** The items that there are, by id. The ids must be distinct. */
  async read(itemIds: string[]): Promise<Map<string, CatalogueItem>> {
    const keys = itemIds.map((itemId) => ({ itemId }));
    const rows = await batchGet(this.#client, this.#table, keys, { attributes });
    return new Map(this.#toItems(rows).map((item) => [item.itemId, item]));
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
    return this.#toItems(Items).sort(
      (a, b) => compare(b.createdAt ?? '', a.createdAt ?? '') || compare(a.itemId, b.itemId),
    );
  }

  #toItems(rows: Record<string, unknown>[]): CatalogueItem[] {
    const items = rows.filter((row) => shape.safeParse(row).success) as unknown as CatalogueItem[];
    if (items.length < rows.length) this.#onSkipped('Items of another form', rows.length - items.length);
    return items;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
