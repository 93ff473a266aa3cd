import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { UserSegment, VariantRow } from '../../schema/contract/experiments.ts';
import { suspectSortKey } from '../../schema/contract/anomalies.ts';
import { variantSortKey } from '../../schema/contract/feedback.ts';
import { interactionPrefix, userPartitionKey } from '../../schema/contract/keys.ts';
import { batchGet } from '../shared/batch.ts';

/** A user who was exposed. */
export interface ExposedUser {
  userId: string;
  row: VariantRow;
  /** Marked as an anomaly. */
  isSuspect: boolean;
  segment?: UserSegment;
}

const instant = z.iso.datetime();
const variantRow = z.object({
  pk: z.string(),
  sk: z.string(),
  experimentId: z.string(),
  variant: z.string(),
  exposedAt: instant,
  madeAt: z.number(),
  exposedIn: z.string(),
  clickedAt: instant.optional(),
  cartAt: instant.optional(),
  purchasedAt: instant.optional(),
  dislikedAt: instant.optional(),
  degradedAt: instant.optional(),
  paid: z.set(z.string()).optional(),
  expiresAt: z.number(),
} satisfies Record<keyof VariantRow, z.ZodType>);

/** Segments that are asked for at once. */
const atOnce = 20;

/** Reads what users were exposed to from their own partitions: whoever was erased has none of it left. */
export class ExposedUsers {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #onSkipped: (what: string, count: number) => void;

  constructor(client: DynamoDBDocumentClient, table: string, onSkipped: (what: string, count: number) => void) {
    this.#client = client;
    this.#table = table;
    this.#onSkipped = onSkipped;
  }

  /** One read unit a user, and half a one more where segments are wanted. */
  async read(userIds: string[], experimentId: string, wantsSegments: boolean): Promise<ExposedUser[]> {
    const sk = variantSortKey(experimentId);
    const keys = userIds.map(userPartitionKey).flatMap((pk) => [
      { pk, sk },
      { pk, sk: suspectSortKey },
    ]);
    const rows = await batchGet(this.#client, this.#table, keys);
    const suspects = new Set(rows.filter((row) => row.sk === suspectSortKey && isOpen(row)).map(({ pk }) => pk));
    const found = new Map(rows.filter((row) => row.sk === sk).map((row) => [row.pk, row]));
    const users = userIds.flatMap((userId): ExposedUser[] => {
      const pk = userPartitionKey(userId);
      const row = found.get(pk);
      if (!row) return [];
      const parsed = variantRow.safeParse(row);
      if (parsed.success) return [{ userId, row: parsed.data, isSuspect: suspects.has(pk) }];
      this.#onSkipped('Exposures of another form', 1);
      return [];
    });
    if (!wantsSegments) return users;
    const segmented: ExposedUser[] = [];
    for (let start = 0; start < users.length; start += atOnce) {
      const some = users.slice(start, start + atOnce);
      segmented.push(
        ...(await Promise.all(some.map(async (user) => ({ ...user, segment: await this.#segmentOf(user) })))),
      );
    }
    return segmented;
  }

  /** New is who had done nothing before the exposure. */
  async #segmentOf({ userId, row }: ExposedUser): Promise<UserSegment> {
    const { Count } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
        ExpressionAttributeValues: {
          ':pk': userPartitionKey(userId),
          ':first': interactionPrefix,
          ':last': `${interactionPrefix}${row.exposedAt}`,
        },
        Select: 'COUNT',
        Limit: 1,
      }),
    );
    return (Count ?? 0) > 0 ? 'RETURNING' : 'NEW';
  }
}

const isOpen = ({ open }: Record<string, unknown>): boolean => open instanceof Set && open.size > 0;
