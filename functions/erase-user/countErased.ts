import type { ErasedCounts, ErasureTaskRow } from '../../schema/contract/erasure.ts';

/**
 * The update expression that adds counts to those of the task.
 * @param anomalyIds added to those that the task has collected
 */
export function additionOf(counts: ErasedCounts, anomalyIds: string[] = []) {
  const collected: Pick<ErasureTaskRow, 'anomalyIds'> = { anomalyIds: new Set(anomalyIds) };
  const entries = Object.entries({ ...counts, ...(anomalyIds.length > 0 && collected) });
  return {
    UpdateExpression: `ADD ${entries.map((_, index) => `#${index} :${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([kind], index) => [`#${index}`, kind])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, added], index) => [`:${index}`, added])),
  };
}
