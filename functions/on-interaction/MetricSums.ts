import {
  metricPartitionKey,
  metricSeconds,
  metricSortKey,
  positionsOfBlock,
  type MetricKind,
} from '../../schema/contract/metrics.ts';
import type { Attribution } from './attributionOf.ts';
import type { TransactionAction } from './UserDay.ts';

/** What is added to the sums of lists, one write for each row. */
export class MetricSums {
  readonly #rows = new Map<string, { pk: string; sk: string; expiresAt: number; sums: Map<string, number> }>();
  readonly #shard: number;

  /** @param shard which of the rows of an origin */
  constructor(shard: number) {
    this.#shard = shard;
  }

  add({ origin, day, prefix, kind, position, revenue }: Attribution): void {
    const block = position === undefined ? null : Math.floor(position / positionsOfBlock);
    const place = position === undefined ? '' : String(position % positionsOfBlock);
    const pk = metricPartitionKey(origin.placement);
    const sk = metricSortKey(prefix, block, this.#shard);
    const name = JSON.stringify([pk, sk]);
    const expiresAt = Date.parse(`${day}T00:00:00.000Z`) / 1000 + metricSeconds;
    const row = this.#rows.get(name) ?? { pk, sk, expiresAt, sums: new Map<string, number>() };
    this.#rows.set(name, row);
    const addTo = (sum: MetricKind | 'revenue', amount: number): void => {
      row.sums.set(sum + place, (row.sums.get(sum + place) ?? 0) + amount);
    };
    addTo(kind, 1);
    if (revenue > 0) addTo('revenue', revenue);
  }

  /** How many writes keep it. */
  get size(): number {
    return this.#rows.size;
  }

  toActions(TableName: string): TransactionAction[] {
    return [...this.#rows.values()].map(({ pk, sk, expiresAt, sums }) => {
      const names = [...sums.keys()];
      return {
        Update: {
          TableName,
          Key: { pk, sk },
          UpdateExpression: `ADD ${names.map((_, index) => `#${index} :${index}`).join(', ')} SET #expiresAt = :expiresAt`,
          ExpressionAttributeNames: {
            '#expiresAt': 'expiresAt',
            ...Object.fromEntries(names.map((name, index) => [`#${index}`, name])),
          },
          ExpressionAttributeValues: {
            ':expiresAt': expiresAt,
            ...Object.fromEntries(names.map((name, index) => [`:${index}`, sums.get(name)])),
          },
        },
      };
    });
  }
}
