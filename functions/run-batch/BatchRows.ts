import { batchPartitionKey } from '../../schema/contract/batches.ts';
import type { BatchRow } from '../../schema/contract/batches.ts';
import { MissingRowError } from '../shared/errors.ts';
import { WritableModelsTable } from '../shared/WritableModelsTable.ts';

/** The batches of the models table, as their steps write them. */
export class BatchRows extends WritableModelsTable {
  /** @throws MissingRowError when the batch never began */
  async batch(batchId: string): Promise<BatchRow> {
    const row = await this.get(batchPartitionKey, batchId);
    if (!row) throw new MissingRowError(`batch ${batchId}`);
    return row as unknown as BatchRow;
  }

  updateBatch(batchId: string, changes: Partial<BatchRow>): Promise<void> {
    return this.update(batchPartitionKey, batchId, changes);
  }
}
