import { isModelError } from '../shared/createModelClient.ts';
import type { AskEndpoint } from '../shared/createModelClient.ts';
import type { RecordVersion } from '../shared/createVersionMetrics.ts';
import { overlapOf } from './overlapOf.ts';
import type { Shadow } from './parseComparison.ts';

export interface ShadowDependencies {
  askEndpoint: AskEndpoint;
  record: RecordVersion;
  /** Milliseconds, from any moment on. */
  stopwatch: () => number;
}

/**
 * What the challenger may take: as long as the longest request. Nobody waits, and an answer that comes too late for people
 * shows as latency.
 */
const budget = 10_000;

/** Has the challenger answer what the champion has answered, and counts how it did for the challenger's version. */
export async function tryShadow(
  { challenger, request, championItemIds }: Shadow,
  { askEndpoint, record, stopwatch }: ShadowDependencies,
): Promise<void> {
  const started = stopwatch();
  const outcome = await askEndpoint(challenger.endpointName, request, budget);
  const shadowLatency = stopwatch() - started;
  record(challenger.modelVersion, {
    shadowRequests: 1,
    shadowErrors: isModelError(outcome) ? 1 : 0,
    ...(!isModelError(outcome) && { shadowLatency }),
    ...('answer' in outcome && {
      shadowOverlap: overlapOf(
        championItemIds,
        outcome.answer.items.slice(0, championItemIds.length).map(({ itemId }) => itemId),
      ),
    }),
  });
}
