import { createHash } from 'node:crypto';
import {
  exploredPartitionKey,
  exploredSortKey,
  exploredSum,
  metricPartitionKey,
  metricSeconds,
  metricSortKey,
  positionsOfBlock,
  userGroups,
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

  add({ userId, origin, explored, day, prefix, kind, position, revenue }: Attribution): void {
    const block = position === undefined ? null : Math.floor(position / positionsOfBlock);
    const place = position === undefined ? '' : String(position % positionsOfBlock);
    const add = (pk: string, sk: string, nameOf: (sum: MetricKind | 'revenue') => string): void => {
      const sums = this.#sumsOf(pk, sk, day);
      for (const [sum, amount] of [[kind, 1] as const, ['revenue', revenue] as const]) {
        if (amount > 0) sums.set(nameOf(sum), (sums.get(nameOf(sum)) ?? 0) + amount);
      }
    };
    add(metricPartitionKey(origin.placement), metricSortKey(prefix, block, this.#shard), (sum) => sum + place);
    if (!explored) return;
    const group = createHash('sha256').update(userId).digest()[0] % userGroups;
    add(exploredPartitionKey(origin.placement), exploredSortKey(day, group), (sum) => exploredSum(sum, explored));
  }

  #sumsOf(pk: string, sk: string, day: string): Map<string, number> {
    const name = JSON.stringify([pk, sk]);
    const expiresAt = Date.parse(`${day}T00:00:00.000Z`) / 1000 + metricSeconds;
    const row = this.#rows.get(name) ?? { pk, sk, expiresAt, sums: new Map<string, number>() };
    this.#rows.set(name, row);
    return row.sums;
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
