import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { rankOf, registerOf, sketchEntry } from '../../experiments/statistics/distinctCount.ts';
import { metricPartitionKey, metricSeconds, shownItemsSortKey } from '../../schema/contract/metrics.ts';
import type { Attribution } from './attributionOf.ts';

/** Origins whose sketches are remembered; of one that is forgotten, some entries are written once more. */
const mostOrigins = 500;

/**
 * Notes which items were shown, in a sketch of each day and origin. An instance writes only what its memory does not
 * know to be in the sketch: hundreds of writes a day and origin, however many impressions.
 */
export class ShownItems {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  /** By origin, the highest rank of each register that is known to be in the table. */
  readonly #known = new Map<string, Map<number, number>>();

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** What cannot be written is noted when the item is shown again. */
  async note(attributions: Attribution[]): Promise<void> {
    const fresh = new Map<string, { shown: Attribution; entries: Map<number, number> }>();
    for (const shown of attributions) {
      if (shown.kind !== 'impressions') continue;
      const origin = JSON.stringify([shown.origin.placement, shown.prefix]);
      const entry = sketchEntry(shown.itemId);
      const rank = rankOf(entry);
      const entries = fresh.get(origin)?.entries ?? new Map<number, number>();
      const known = Math.max(
        this.#known.get(origin)?.get(registerOf(entry)) ?? 0,
        rankOf(entries.get(registerOf(entry)) ?? 0),
      );
      if (rank <= known) continue;
      fresh.set(origin, { shown, entries: entries.set(registerOf(entry), entry) });
    }
    for (const [origin, { shown, entries }] of fresh) await this.#write(origin, shown, entries);
  }

  async #write(origin: string, { origin: { placement }, day, prefix }: Attribution, entries: Map<number, number>) {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#table,
        Key: { pk: metricPartitionKey(placement), sk: shownItemsSortKey(prefix) },
        UpdateExpression: 'ADD #sketch :entries SET #expiresAt = :expiresAt',
        ExpressionAttributeNames: { '#sketch': 'sketch', '#expiresAt': 'expiresAt' },
        ExpressionAttributeValues: {
          ':entries': new Set(entries.values()),
          ':expiresAt': Date.parse(`${day}T00:00:00.000Z`) / 1000 + metricSeconds,
        },
      }),
    );
    if (this.#known.size >= mostOrigins && !this.#known.has(origin)) this.#known.clear();
    const known = this.#known.get(origin) ?? new Map<number, number>();
    for (const [register, entry] of entries) known.set(register, rankOf(entry));
    this.#known.set(origin, known);
  }
}
