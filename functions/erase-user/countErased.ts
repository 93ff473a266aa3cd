import type { ErasedCounts } from '../../schema/contract/erasure.ts';

/** The update expression that adds counts to those of the task. */
export function additionOf(counts: ErasedCounts) {
  const entries = Object.entries(counts);
  return {
    UpdateExpression: `ADD ${entries.map((_, index) => `#${index} :${index}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([kind], index) => [`#${index}`, kind])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, count], index) => [`:${index}`, count])),
  };
}
