import type { OnInteractionDependencies } from '../../functions/on-interaction/onInteraction.ts';
import type { TestTables } from './startTables.ts';

/**
 * What `on-interaction` needs, on real tables: one shard of counters, nobody who listens is told, and what goes wrong
 * fails the test.
 * @param clock milliseconds since 1970
 */
export function onInteractionDependencies(
  tables: TestTables,
  clock: () => number,
  others: Partial<OnInteractionDependencies> = {},
): OnInteractionDependencies {
  return {
    client: tables.client,
    userDataTable: tables.userData,
    catalogueTable: tables.catalogue,
    countersTable: tables.counters,
    feedbackTable: tables.feedback,
    shards: 1,
    shard: 0,
    metricShard: 0,
    instance: 'test',
    alarmRate: 0.0001,
    startWorkflow: async () => undefined,
    sendToQueue: async () => {
      throw new Error('Nothing here is to be set aside.');
    },
    recordVersion: () => undefined,
    recordPlacements: () => undefined,
    clock,
    onTrouble: (what, cause) => {
      throw new Error(what, { cause });
    },
    onSkipped: (what) => {
      throw new Error(what);
    },
    ...others,
  };
}
