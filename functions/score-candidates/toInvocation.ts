import { invocationLimits } from '../../model/contract/index.ts';
import type { InvocationRequest } from '../../model/contract/index.ts';
import type { HistoryEntry, ScoreCandidatesInput } from './ScoreCandidatesInput.ts';

/**
 * What the model is asked for. More items than wanted, because the catalogue may know better than the model which are
 * hidden, gone or changed since it was trained.
 * @param now milliseconds since 1970
 */
export function toInvocation(input: ScoreCandidatesInput, history: HistoryEntry[], now: number): InvocationRequest {
  const { kind, limit, itemId, candidateItemIds, excludeItemIds, filter, context, diversity, explain } = input;
  const wanted = kind === 'RERANK' ? (candidateItemIds?.length ?? limit) : limit + Math.max(10, Math.ceil(limit / 4));
  const usesHistory = kind === 'RECOMMEND' || kind === 'RERANK';
  return {
    kind,
    now,
    limit: Math.min(wanted, invocationLimits.limit),
    history: usesHistory
      ? history.map(({ recordedAt: _recordedAt, ...entry }) => ({ ...entry, timestamp: Date.parse(entry.timestamp) }))
      : undefined,
    itemId,
    candidateItemIds,
    excludeItemIds,
    filter,
    context,
    diversity,
    explain,
  };
}
