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
/** Half a kilobyte each; beyond them the one that was read first is forgotten. */
const mostKept = 20_000;

export interface CatalogueOptions {
  client: DynamoDBDocumentClient;
  table: string;
  /** How long an item that was read is taken for what it is, in milliseconds; 0: not at all. */
  freshMilliseconds: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Told of rows that are no items. */
  onSkipped: (what: string, count: number) => void;
}

interface KeptItem {
  /** Undefined where there is none. */
  item: CatalogueItem | undefined;
  readAt: number;
}

/** The live catalogue. A row that is no item is not in it: nothing can be said of its availability. */
export class Catalogue {
  readonly #options: CatalogueOptions;
  readonly #kept = new Map<string, KeptItem>();

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  /** The items that there are, by id. The ids must be distinct. */
  async read(itemIds: string[]): Promise<Map<string, CatalogueItem>> {
    const { client, table, freshMilliseconds, clock } = this.#options;
    const now = clock();
    const items = new Map<string, CatalogueItem | undefined>();
    for (const itemId of itemIds) {
      const kept = this.#kept.get(itemId);
      if (kept && now - kept.readAt < freshMilliseconds) items.set(itemId, kept.item);
    }
    const keys = itemIds.filter((itemId) => !items.has(itemId)).map((itemId) => ({ itemId }));
    const rows = keys.length > 0 ? await batchGet(client, table, keys, { attributes }) : [];
    const read = new Map(this.#toItems(rows).map((item) => [item.itemId, item]));
    for (const { itemId } of keys) {
      items.set(itemId, read.get(itemId));
      this.#keep(itemId, { item: read.get(itemId), readAt: now });
    }
    return new Map([...items].filter((entry): entry is [string, CatalogueItem] => entry[1] !== undefined));
  }

  #keep(itemId: string, kept: KeptItem): void {
    this.#kept.delete(itemId);
    this.#kept.set(itemId, kept);
    const [first] = this.#kept.keys();
    if (this.#kept.size > mostKept) this.#kept.delete(first);
  }

  /**
   * Items by age, newest first, for when nothing better is at hand. One page of a scan: of a catalogue above 500 items
   * these are the newest of 500 arbitrary ones, because an index by age would cost a write for every item.
   */
  async newest(): Promise<CatalogueItem[]> {
    const { client, table } = this.#options;
    const { Items = [] } = await client.send(
      new ScanCommand({
        TableName: table,
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
    if (items.length < rows.length) this.#options.onSkipped('Items of another form', rows.length - items.length);
    return items;
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
