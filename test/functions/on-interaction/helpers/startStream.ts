import type { DynamoDBRecord } from 'aws-lambda';
import type { Attribution } from '../../../../functions/on-interaction/attributionOf.ts';
import { createHeldCounting } from '../../../../functions/on-interaction/createHeldCounting.ts';
import { createOnInteraction } from '../../../../functions/on-interaction/onInteraction.ts';
import type { OnInteractionDependencies } from '../../../../functions/on-interaction/onInteraction.ts';
import type { CountHeldResult } from '../../../../schema/contract/anomalies.ts';
import { metricPartitionKey } from '../../../../schema/contract/metrics.ts';
import { recommendationIdOf } from '../../../../schema/contract/recommendationId.ts';
import type { ListOrigin } from '../../../../schema/contract/recommendationId.ts';
import { onInteractionDependencies } from '../../../helpers/onInteractionDependencies.ts';
import type { TestTables } from '../../../helpers/startTables.ts';

/** The id of a list; lists with different digits are different lists. */
export const listId = (madeAt: number, digit = 0, origin: Partial<ListOrigin> = {}): string =>
  recommendationIdOf(`00000000-0000-4000-8000-${String(digit).padStart(12, '0')}`, {
    modelVersion: '20261101-030000-00aa',
    source: 'MODEL',
    degraded: false,
    placement: 'home',
    experimentId: null,
    variant: null,
    ...origin,
    madeAt: Math.floor(madeAt / 1000),
  });

/** The function on real tables, and what it told. */
export interface Stream {
  /** Told of versions of the model and of placements. */
  versions: unknown[];
  placements: Attribution[];
  skipped: string[];
  countHeld(anomalyId: string): Promise<CountHeldResult>;
  deliver(records: DynamoDBRecord[]): Promise<Map<string, Error>>;
  /** Every sum of a placement: sort key to sums. */
  sums(placement?: string): Promise<Record<string, Record<string, number>>>;
}

export function startStream(
  tables: TestTables,
  clock: () => number,
  options: Partial<OnInteractionDependencies> = {},
): Stream {
  const [versions, placements, skipped]: [unknown[], Attribution[], string[]] = [[], [], []];
  const dependencies = onInteractionDependencies(tables, clock, {
    shards: 2,
    recordVersion: (version, measurements) => versions.push({ version, ...measurements }),
    recordPlacements: (counted) => placements.push(...counted),
    onSkipped: (what) => skipped.push(what),
    ...options,
  });
  const onInteraction = createOnInteraction(dependencies);
  return {
    versions,
    placements,
    skipped,
    countHeld: createHeldCounting(dependencies),
    deliver: async (records) => (await onInteraction(records)).failures,
    sums: async (placement = 'home') => {
      const rows = await tables.partition(tables.feedback, metricPartitionKey(placement));
      return Object.fromEntries(
        rows
          .filter(({ sketch }) => sketch === undefined)
          .map(({ pk: _pk, sk, expiresAt: _expiresAt, ...sums }) => [sk as string, sums as Record<string, number>]),
      );
    },
  };
}
