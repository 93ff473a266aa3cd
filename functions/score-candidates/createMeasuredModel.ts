import type { AskEndpoint } from '../shared/createModelClient.ts';
import type { RecordVersion } from '../shared/createVersionMetrics.ts';
import { isSickness } from './createCircuitBreaker.ts';
import type { AskVersion } from './createCircuitBreaker.ts';

/**
 * Asks the endpoint of a version and counts the request, its failure and its latency for that version. A silence that the
 * caller had no patience for is not counted at all.
 * @param stopwatch milliseconds, from any moment on
 */
export function createMeasuredModel(
  askEndpoint: AskEndpoint,
  record: RecordVersion,
  stopwatch: () => number,
): AskVersion {
  return async ({ modelVersion, endpointName }, request, budget) => {
    const started = stopwatch();
    const outcome = await askEndpoint(endpointName, request, budget);
    if ('answer' in outcome || outcome.failure === 'UNKNOWN_ITEM') {
      record(modelVersion, { requests: 1, errors: 0, latency: stopwatch() - started });
    } else if (outcome.failure === 'ABSENT' || isSickness(outcome.failure, budget)) {
      record(modelVersion, { requests: 1, errors: 1 });
    }
    return outcome;
  };
}
