import { util } from '@aws-appsync/utils';
import type { ContextInput, ItemFilterInput } from '../../schema/generated/types.ts';
import { contextProblem, contextTexts } from '../../schema/contract/interaction.ts';
import {
  maximumExcludedItems,
  maximumLatencyMilliseconds,
  minimumLatencyMilliseconds,
} from '../../schema/contract/limits.ts';
import { requireIds, requireLimit, requireNumber } from './checks.ts';
import { requireNone } from './invalidInput.ts';
import { readItemFilter } from './itemFilter.ts';
import { lengthProblem } from './lengthProblem.ts';
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
  limit?: number,
): Pick<
  ListRequest,
  'limit' | 'filter' | 'context' | 'excludeItemIds' | 'diversity' | 'explain' | 'maxLatencyMs' | 'requestedAt'
> {
  requireNone(contextProblem(given.context, 'context') ?? lengthProblem(contextTexts(given.context, 'context')));
  if (given.filter) readItemFilter(given.filter);
  return {
    limit: requireLimit(given.limit, limit),
    filter: given.filter ?? null,
    context: given.context ?? null,
    excludeItemIds: requireIds('excludeItemIds', given.excludeItemIds, 0, maximumExcludedItems),
    diversity: isLeftOut(given.diversity) ? null : requireNumber('diversity', given.diversity, 0, 1, 0),
    explain: given.explain ?? true,
    maxLatencyMs: isLeftOut(given.maxLatencyMs)
      ? null
      : requireNumber(
          'maxLatencyMs',
          given.maxLatencyMs,
          minimumLatencyMilliseconds,
          maximumLatencyMilliseconds,
          minimumLatencyMilliseconds,
        ),
    requestedAt: util.time.nowEpochMilliSeconds(),
  };
}

/** What is left out is the placement's to say. */
function isLeftOut(value: number | null | undefined): boolean {
  return value === null || value === undefined;
}
