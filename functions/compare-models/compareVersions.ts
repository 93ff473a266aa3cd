import type { InvocationRequest } from '../../model/contract/index.ts';
import type { DegradedReason, ModelComparison } from '../../schema/generated/types.ts';
import type { AskEndpoint, ModelFailure } from '../shared/createModelClient.ts';
import { toHistoryEvents } from '../shared/historyEntries.ts';
import type { ModelsTable } from '../shared/ModelsTable.ts';
import type { UserHistory } from '../shared/UserHistory.ts';
import { overlapOf } from './overlapOf.ts';
import type { Compare } from './parseComparison.ts';

export interface CompareDependencies {
  models: ModelsTable;
  userHistory: UserHistory;
  historySize: number;
  askEndpoint: AskEndpoint;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Milliseconds, from any moment on. */
  stopwatch: () => number;
}

/** An administrator waits, a version that nobody has asked for a while starts first; AppSync gives up after 30 seconds. */
const budget = 20_000;

const reasons: Record<ModelFailure, DegradedReason> = {
  TIMEOUT: 'MODEL_TIMEOUT',
  UNAVAILABLE: 'MODEL_UNAVAILABLE',
  ABSENT: 'MODEL_ABSENT',
  UNKNOWN_ITEM: 'MODEL_UNAVAILABLE',
};

/** Asks several versions for a user's list, side by side, from the same history. */
export async function compareVersions(
  { userId, versions, limit }: Compare,
  dependencies: CompareDependencies,
): Promise<ModelComparison> {
  const { userHistory, historySize, clock } = dependencies;
  const { history } = await userHistory.read(userId, historySize);
  const request: InvocationRequest = {
    kind: 'RECOMMEND',
    now: clock(),
    limit,
    history: toHistoryEvents(history),
    explain: false,
  };
  const lists = await Promise.all(versions.map((version) => askOne(version, request, dependencies)));
  const pairs = lists.flatMap((first, index) => lists.slice(index + 1).map((second) => [first, second]));
  return {
    userId,
    lists,
    overlaps: pairs.map(([first, second]) => ({
      modelVersions: [first.modelVersion, second.modelVersion],
      overlap: overlapOf(idsOf(first), idsOf(second)),
    })),
  };
}

type List = ModelComparison['lists'][number];
const idsOf = ({ items }: List): string[] => items.map(({ itemId }) => itemId);

async function askOne(
  modelVersion: string,
  request: InvocationRequest,
  { models, askEndpoint, stopwatch }: CompareDependencies,
): Promise<List> {
  const endpointName = (await models.version(modelVersion))?.endpointName;
  const started = stopwatch();
  const outcome = endpointName ? await askEndpoint(endpointName, request, budget) : { failure: 'ABSENT' as const };
  const latencyMilliseconds = stopwatch() - started;
  if ('failure' in outcome) {
    return { modelVersion, items: [], failure: reasons[outcome.failure], latencyMilliseconds };
  }
  const items = outcome.answer.items.map(({ itemId, score }) => ({ itemId, score }));
  return { modelVersion, items, failure: null, latencyMilliseconds };
}
