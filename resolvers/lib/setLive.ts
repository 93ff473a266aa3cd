import type { LiveRow } from '../../schema/contract/models.ts';

/** What the steps of `setLiveModel` share. */
export interface SetLiveStash {
  /** What was live, and then what is. */
  live: LiveRow;
  endpointName: string;
}
