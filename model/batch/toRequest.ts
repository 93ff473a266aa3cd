import { invocationLimits } from '../contract/index.ts';
import type { InvocationRequest } from '../contract/index.ts';
import type { BatchJobSettings } from '../../schema/contract/batches.ts';
import { historySize } from '../../schema/contract/limits.ts';
import type { PastInteraction, UserRecord } from './UserSpill.ts';

/** Bytes of ids to leave out: with the history a line stays well below the MiB that a request of the transform takes. */
const mostExcludedBytes = 512 * 1024;

/**
 * What the model is asked for a user, as `score-candidates` would ask: from the newest interactions, without anything
 * that the user ever interacted with, and for more items than wanted, because the catalogue may forbid some.
 */
export function toRequest(
  { interactions }: UserRecord,
  { startedAt, listSize }: Pick<BatchJobSettings, 'startedAt' | 'listSize'>,
): InvocationRequest {
  const history = interactions.slice(0, historySize);
  const excludeItemIds = seenBefore(interactions, history);
  return {
    kind: 'RECOMMEND',
    now: Date.parse(startedAt),
    limit: Math.min(listSize + Math.max(10, Math.ceil(listSize / 4)), invocationLimits.limit),
    history: history.map(({ itemId, eventType, eventValue, timestamp }) => ({
      itemId,
      eventType,
      eventValue,
      timestamp,
    })),
    ...(excludeItemIds.length > 0 && { excludeItemIds }),
  };
}

/** Items behind the history; those of the history the model leaves out by itself. The oldest go where there is no room. */
function seenBefore(interactions: readonly PastInteraction[], history: readonly PastInteraction[]): string[] {
  const known = new Set(history.map(({ itemId }) => itemId));
  const ids: string[] = [];
  let bytes = 0;
  for (const { itemId } of interactions.slice(history.length)) {
    if (known.has(itemId)) continue;
    known.add(itemId);
    bytes += Buffer.byteLength(JSON.stringify(itemId)) + 1;
    if (bytes > mostExcludedBytes || ids.length === invocationLimits.ids) break;
    ids.push(itemId);
  }
  return ids;
}
