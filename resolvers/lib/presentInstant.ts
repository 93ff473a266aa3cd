import { util } from '@aws-appsync/utils';
import { toInstant } from '../../schema/contract/instant.ts';

/** The present moment as an instant. */
export function presentInstant(): string {
  return toInstant(util.time.nowEpochMilliSeconds());
}
