import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { handledRecordPartitionKey, handledRecordPrefix, handledRecordSortKey } from '../../schema/contract/keys.ts';
import { handledRecordSeconds } from '../../schema/contract/limits.ts';
import type { HandledRecordRow } from '../../schema/contract/rows.ts';
import { batchGet, batchPut } from '../shared/batch.ts';

const toKey = (streamEventId: string): { pk: string; sk: string } => ({
  pk: handledRecordPartitionKey(streamEventId),
  sk: handledRecordSortKey,
});

/**
 * Which stream records have been dealt with. Lambda delivers at least once: when one record of a batch fails, all from
 * there on come again, and what was counted must not count twice.
 */
export class HandledRecords {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Those of the records that have been dealt with. */
  async among(streamEventIds: string[]): Promise<Set<string>> {
    const keys = [...new Set(streamEventIds)].map(toKey);
    const rows = await batchGet(this.#client, this.#table, keys, { attributes: ['pk'], consistent: true });
    return new Set(rows.map(({ pk }) => (pk as string).slice(handledRecordPrefix.length)));
  }

  /** @param now milliseconds since 1970 */
  async add(streamEventIds: string[], now: number): Promise<void> {
    const expiresAt = Math.floor(now / 1000) + handledRecordSeconds;
    await batchPut(
      this.#client,
      this.#table,
      streamEventIds.map((id): HandledRecordRow & Record<string, unknown> => ({ ...toKey(id), expiresAt })),
    );
  }
}
