import type { ContextInput, ItemFilterInput } from '../../schema/generated/types.ts';
import { util } from '@aws-appsync/utils';
import { requireIds, requireLimit, requireNumber } from './checks.ts';
import { contextProblem } from './contextInput.ts';
import { readItemFilter } from './itemFilter.ts';
import type { ListRequest } from './recommendationList.ts';

/** The arguments that ranked lists have in common. */
export interface ListArguments {
  limit?: number | null;
  filter?: ItemFilterInput | null;
  context?: ContextInput | null;
  excludeItemIds?: string[] | null;
  diversity?: number | null;
  explain?: boolean | null;
  maxLatencyMs?: number | null;
}

/** Checks what ranked lists have in common, or ends the request with `InvalidInput`. */
export function readListArguments(
  given: ListArguments,
  limit: number,
): Pick<ListRequest, 'limit' | 'filter' | 'context' | 'excludeItemIds' | 'diversity' | 'explain' | 'maxLatencyMs'> {
  const problem = contextProblem('context', given.context);
  if (problem) util.error(problem, 'InvalidInput');
  if (given.filter) readItemFilter(given.filter);
  return {
    limit: requireLimit(given.limit, limit),
    filter: given.filter ?? null,
    context: given.context ?? null,
    excludeItemIds: requireIds('excludeItemIds', given.excludeItemIds, 0, 100),
    diversity: requireNumber('diversity', given.diversity, 0, 1, 0),
    explain: given.explain ?? true,
    maxLatencyMs: requireNumber('maxLatencyMs', given.maxLatencyMs, 50, 10_000, 1000),
  };
}
