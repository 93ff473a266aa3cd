import { invocationLimits } from '../../model/contract/index.ts';
import type { InvocationRequest } from '../../model/contract/index.ts';
import { defaultLatencyMilliseconds, storedListLifeSeconds } from '../../schema/contract/limits.ts';
import type { ServedVersion } from '../../schema/contract/models.ts';
import { recommendationIdOf } from '../../schema/contract/recommendationId.ts';
import type { HistoryEntry, ScoredList } from '../../schema/contract/scoring.ts';
import type { DegradedReason } from '../../schema/generated/types.ts';
import type { Catalogue } from './Catalogue.ts';
import type { ModelFailure } from '../shared/createModelClient.ts';
import { toHistoryEvents } from '../shared/historyEntries.ts';
import type { AskModel } from './createModelRouter.ts';
import { Eligibility, selectEligible } from './Eligibility.ts';
import { fallBack } from './fallBack.ts';
import type { FallbackList } from './fallBack.ts';
import type { ParsedScoreInput } from './parseScoreInput.ts';
import type { TopLists } from './TopLists.ts';
import type { NewestInteractions } from '../shared/UserHistory.ts';

export interface ScoreCandidatesDependencies {
  askModel: AskModel;
  readHistory: (userId: string) => Promise<NewestInteractions>;
  /** How many interactions a history has at most: a user with that many may have seen more. */
  historySize: number;
  /** Every item that a user interacted with, given the newest interactions. */
  readSeenItemIds: (userId: string, history: HistoryEntry[]) => Promise<Set<string>>;
  catalogue: Catalogue;
  topLists: TopLists;
  /** Keeps the popular list of a model version; see createPopularListKeeper. */
  keepPopularList: (version: ServedVersion, budget: number) => Promise<void>;
  /** Milliseconds since 1970. */
  clock: () => number;
  newId: () => string;
  /** Told why a list is a fallback, and of what went wrong beside the list. */
  onTrouble: (what: string, cause: unknown) => void;
}

const degradedReasons: Record<ModelFailure, DegradedReason | null> = {
  TIMEOUT: 'MODEL_TIMEOUT',
  UNAVAILABLE: 'MODEL_UNAVAILABLE',
  ABSENT: 'MODEL_ABSENT',
  // The model was asked and answered.
  UNKNOWN_ITEM: null,
};

/**
 * Makes the function that answers with a list whatever becomes of the model. Its stages: what is eligible, ask the
 * model within the time budget, check its answer against the live catalogue, fall back when that leaves nothing.
 */
export function createScoreCandidates(dependencies: ScoreCandidatesDependencies) {
  const { askModel, catalogue, keepPopularList, clock, newId, onTrouble } = dependencies;
  return async (input: ParsedScoreInput): Promise<ScoredList> => {
    const started = clock();
    const deadline = arrivalOf(input, started) + modelBudget(input.maxLatencyMs ?? defaultLatencyMilliseconds);
    const { history, hasMore } = await newestInteractions(input, dependencies);

    // What is eligible.
    const excluded = await idsToExclude(input, history, hasMore, dependencies);
    const eligibility = new Eligibility({
      excluded: new Set([...excluded, ...idsSpokenFor(input, history)]),
      filter: input.filter,
      now: started,
    });

    // Ask the model.
    const asked = clock();
    const excludeItemIds = excluded.size > 0 ? [...excluded].slice(0, invocationLimits.ids) : undefined;
    const invocation = toInvocation({ ...input, excludeItemIds }, history, asked);
    const { userId, modelVersion } = input;
    const outcome = await askModel(invocation, deadline - asked, { userId, modelVersion });

    // Check its answer.
    let list: (FallbackList & { modelVersion?: string }) | undefined;
    let degradedReason: DegradedReason | null = null;
    if ('failure' in outcome) {
      onTrouble(`The model gave no list: ${outcome.failure}`, outcome.cause);
      degradedReason = degradedReasons[outcome.failure];
    } else {
      const { answer, version, isChampion } = outcome;
      const keep = async (): Promise<void> => {
        if (version && isChampion) await keepPopularList(version, deadline - clock());
      };
      const [selected] = await Promise.all([
        selectEligible(answer.items, input.limit, eligibility, catalogue),
        keep().catch((error: unknown) => onTrouble('The popular list was not kept', error)),
      ]);
      list = { source: answer.source, modelVersion: version?.modelVersion ?? answer.modelVersion, items: selected };
    }

    // Fall back. Items that the model does not know yet may also fill a list that the check emptied.
    if (!list || (list.items.length === 0 && input.kind !== 'RERANK')) {
      const fallback = await fallBack(input, eligibility, asked, dependencies);
      if (!list || fallback.items.length > 0) list = fallback;
    }

    await outcome.beside;
    const showsReasons = input.explain !== false && degradedReason === null;
    const generatedAt = clock();
    return {
      recommendationId: recommendationIdOf(newId(), {
        modelVersion: list.modelVersion ?? null,
        source: list.source,
        degraded: degradedReason !== null,
        madeAt: generatedAt / 1000,
        placement: input.placement,
        experimentId: null,
        variant: null,
      }),
      userId: input.userId ?? null,
      placement: input.placement,
      items: list.items.map(({ itemId, score, reasons }) => ({ itemId, score, reasons: showsReasons ? reasons : [] })),
      source: list.source,
      degraded: degradedReason !== null,
      degradedReason,
      modelVersion: list.modelVersion ?? null,
      generatedAt: new Date(generatedAt).toISOString(),
      expiresAt: Math.floor(generatedAt / 1000) + storedListLifeSeconds,
      basedOn: newestOf([...history.map(({ recordedAt }) => recordedAt), ...(input.basedOn ? [input.basedOn] : [])]),
    };
  };
}

/** Part of the time that a request allows is left for the check and the fallback. */
export function modelBudget(maxLatencyMs: number): number {
  return maxLatencyMs - Math.min(50, maxLatencyMs / 5);
}

/** When the request arrived. Clocks differ between machines: no request arrives after it is dealt with. */
function arrivalOf({ requestedAt }: ParsedScoreInput, now: number): number {
  return Math.min(requestedAt ?? now, now);
}

/** What the caller knows of the user, or what the table holds. */
async function newestInteractions(
  { userId, history, hasMoreHistory }: ParsedScoreInput,
  { readHistory, historySize }: ScoreCandidatesDependencies,
): Promise<NewestInteractions> {
  if (history) return { history, hasMore: hasMoreHistory ?? history.length >= historySize };
  return userId === undefined ? { history: [], hasMore: false } : readHistory(userId);
}

/** What the caller excludes, and for a user with a long history everything seen, however long ago. */
async function idsToExclude(
  { kind, userId, excludeItemIds = [] }: ParsedScoreInput,
  history: HistoryEntry[],
  hasMore: boolean,
  { readSeenItemIds }: ScoreCandidatesDependencies,
): Promise<Set<string>> {
  if (kind !== 'RECOMMEND' || userId === undefined || !hasMore) return new Set(excludeItemIds);
  return new Set([...excludeItemIds, ...(await readSeenItemIds(userId, history))]);
}

/** Items that the model leaves out by itself: those of the history, and the one asked about. */
function idsSpokenFor({ kind, itemId }: ParsedScoreInput, history: HistoryEntry[]): string[] {
  if (kind === 'RECOMMEND') return history.map((entry) => entry.itemId);
  return kind === 'SIMILAR' && itemId !== undefined ? [itemId] : [];
}

/**
 * What the model is asked for. More items than wanted, because the catalogue may know better than the model which are
 * hidden, gone or changed since it was trained.
 * @param now milliseconds since 1970
 */
function toInvocation(input: ParsedScoreInput, history: HistoryEntry[], now: number): InvocationRequest {
  const { kind, limit, itemId, candidateItemIds, excludeItemIds, filter, context, diversity, explain } = input;
  const wanted = kind === 'RERANK' ? (candidateItemIds?.length ?? limit) : limit + Math.max(10, Math.ceil(limit / 4));
  const usesHistory = kind === 'RECOMMEND' || kind === 'RERANK';
  return {
    kind,
    now,
    limit: Math.min(wanted, invocationLimits.limit),
    history: usesHistory ? toHistoryEvents(history) : undefined,
    itemId,
    candidateItemIds,
    excludeItemIds,
    filter,
    context,
    diversity,
    explain,
  };
}

/** The greatest of the instants, if there are any. */
function newestOf(instants: string[]): string | null {
  return instants.reduce<string | null>((last, instant) => (last && last > instant ? last : instant), null);
}
