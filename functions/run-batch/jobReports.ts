import * as z from 'zod';
import type { CheckedBatch, PreparedBatch, StoredLists } from '../../schema/contract/batches.ts';

const count = z.number().int().min(0);
const counts = z.record(z.string(), count);

/** The `report.json` of the job `prepare-batch`. */
export const preparedBatch = z.looseObject({
  parts: z.array(z.string()),
  users: count,
  skipped: counts,
  rejected: counts,
}) satisfies z.ZodType<PreparedBatch>;

/** The `report.json` of the job `check-batch`. */
export const checkedBatch = z.looseObject({
  lists: count,
  items: count,
  itemsLeftOut: count,
  skipped: counts,
}) satisfies z.ZodType<CheckedBatch>;

/** What `storePart` writes down of a part that is done. */
export const storedLists = z.object({
  stored: count,
  superseded: count,
  unstorable: count,
}) satisfies z.ZodType<StoredLists>;
