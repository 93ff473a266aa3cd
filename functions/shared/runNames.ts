import { createHash } from 'node:crypto';
import { isModelVersion } from '../../schema/contract/recommendationId.ts';

/**
 * The id of a training run or of a batch, `<yyyymmdd>-<hhmmss>-<4 hex>`: the same whenever it is asked for, so that a step that runs twice begins
 * one run only. The API names executions so, and has answered with the name.
 * @param startedAt ISO 8601, of the execution
 */
export function runIdOf(executionArn: string, startedAt: string): string {
  const name = executionArn.slice(executionArn.lastIndexOf(':') + 1);
  if (isModelVersion(name)) return name;
  const [date, time] = new Date(startedAt).toISOString().slice(0, 19).replace(/[-:]/g, '').split('T');
  return `${date}-${time}-${createHash('sha256').update(executionArn).digest('hex').slice(0, 4)}`;
}

/** What a version is called in SageMaker: its model, endpoint configuration, endpoint and training job alike. */
export const resourceName = (prefix: string, modelVersion: string): string => `${prefix}-${modelVersion}`;
