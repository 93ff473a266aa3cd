import { batchKeys } from '../../schema/contract/batches.ts';
import type { CheckListsAnswer, CheckListsInput } from '../../schema/contract/batchSteps.ts';
import type { BatchDependencies } from './BatchDependencies.ts';
import { checkedBatch } from './jobReports.ts';

export async function checkLists(
  { batchId }: CheckListsInput,
  { rows, archive }: BatchDependencies,
): Promise<CheckListsAnswer> {
  const checked = await archive.readJson(`${batchKeys.checked(batchId)}report.json`, checkedBatch);
  await rows.updateBatch(batchId, { checked: JSON.stringify(checked) });
  return { store: (await rows.batch(batchId)).store };
}
