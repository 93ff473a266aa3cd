import type { ErasedCounts, ErasureTaskRow } from '../../schema/contract/erasure.ts';

/**
 * The update expression that adds counts to those of the task.
 * @param anomalyIds added to those that the task has collected
 * @param visitorIds likewise
 */
export function additionOf(counts: ErasedCounts, anomalyIds: string[] = [], visitorIds: string[] = []) {
  const collected: Pick<ErasureTaskRow, 'anomalyIds' | 'visitorIds'> = {
    ...(anomalyIds.length > 0 && { anomalyIds: new Set(anomalyIds) }),
    ...(visitorIds.length > 0 && { visitorIds: new Set(visitorIds) }),
  };
  const entries = Object.entries({ ...counts, ...collected });
  return {
    UpdateExpression: `ADD ${entries.map((_, index) => `#${index} :${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([kind], index) => [`#${index}`, kind])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, added], index) => [`:${index}`, added])),
  };
}
