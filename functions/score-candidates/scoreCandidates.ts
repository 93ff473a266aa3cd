import { writeExploredPlaces } from '../../experiments/off-policy/exploredPlaces.ts';
import { invocationLimits } from '../../model/contract/index.ts';
import type { InvocationRequest, ScoredItem } from '../../model/contract/index.ts';
import type { PlacementSettings } from '../../schema/contract/feedback.ts';
import {
  defaultLatencyMilliseconds,
  maximumRankedItems,
  storedListLifeSeconds,
  storedListSeconds,
} from '../../schema/contract/limits.ts';
import type { ServedVersion } from '../../schema/contract/models.ts';
import { recommendationIdOf } from '../../schema/contract/recommendationId.ts';
import type { HistoryEntry, ScoredList } from '../../schema/contract/scoring.ts';
import type { DegradedReason } from '../../schema/generated/types.ts';
import type { ApplyExperiment } from './applyExperiment.ts';
import type { Catalogue } from './Catalogue.ts';
import type { ModelFailure } from '../shared/createModelClient.ts';
import { toHistoryEvents } from '../shared/historyEntries.ts';
import type { AskModel } from './createModelRouter.ts';
import { Eligibility, selectEligible } from './Eligibility.ts';
import { explainEmptiness } from './explainEmptiness.ts';
import { fallBack } from './fallBack.ts';
import type { FallbackList } from './fallBack.ts';
import type { ParsedScoreInput } from './parseScoreInput.ts';
import { readPassedOver, withPassedOver } from './passedOver.ts';
import type { ReadImpressions } from './passedOver.ts';
import { placePinned } from './placePinned.ts';
import type { AppliedPlacement } from './PlacementReader.ts';
import { allFilters, countedOf, rulesInForce } from './PlacementRules.ts';
import type { PlacementRules } from './PlacementRules.ts';
import type { TopLists } from './TopLists.ts';
import type { NewestInteractions } from '../shared/UserHistory.ts';

export interface ScoreCandidatesDependencies {
  askModel: AskModel;
  /** What applies to a placement; see PlacementReader. */
  readPlacement: (placement: string) => Promise<AppliedPlacement>;
  /** What of it an experiment changes for the user; see createApplyExperiment. */
  applyExperiment: ApplyExperiment;
  readHistory: (userId: string) => Promise<NewestInteractions>;
  /** How many interactions a history has at most: a user with that many may have seen more. */
  historySize: number;
  /** Every item that a user interacted with, given the newest interactions. */
  readSeenItemIds: (userId: string, history: HistoryEntry[]) => Promise<Set<string>>;
  /** The newest of what a user was shown, as the table holds it; see `passedOver`. */
  readImpressions: ReadImpressions;
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
 * Makes the function that answers with a list whatever becomes of the model. Its stages: what applies to the placement,
 * what is eligible, ask the model within the time budget, check its answer against the live catalogue, fall back when
 * that leaves nothing, put what is pinned first.
 */
export function createScoreCandidates(dependencies: ScoreCandidatesDependencies) {
  const { askModel, catalogue, keepPopularList, clock, newId, onTrouble } = dependencies;
  return async (asking: ParsedScoreInput): Promise<ScoredList> => {
    const started = clock();
    const [placement, { history, hasMore }] = await Promise.all([
      dependencies.readPlacement(asking.placement),
      newestInteractions(asking, dependencies),
    ]);

    // What applies to the placement. Whoever asks for a version sees that one, and takes no part.
    const { revision } = placement;
    const experiment = asking.modelVersion === undefined ? placement.experiment : undefined;
    const applied = await dependencies.applyExperiment(experiment, asking.userId, placement.settings);
    const { settings, experimentId, variant } = applied;
    const rules = rulesInForce(settings, started);
    const input = withSettings(asking, settings);
    const deadline = arrivalOf(input, started) + modelBudget(input.maxLatencyMs ?? defaultLatencyMilliseconds);

    // What is eligible.
    const excluded = await idsToExclude(input, history, hasMore, dependencies);
    const ofRequest = {
      excluded: new Set([...excluded, ...idsSpokenFor(input, history)]),
      filter: input.filter,
      now: started,
    };
    const filter = allFilters(input.filter, rules.filter, rules.buriedFilter);
    const eligibility = new Eligibility({
      ...ofRequest,
      excluded: new Set([...ofRequest.excluded, ...rules.buriedItemIds]),
      filter,
    });

    // Ask the model.
    const isForUser = input.kind === 'RECOMMEND' || input.kind === 'RERANK';
    const ignored = await readPassedOver(
      isForUser ? input.userId : undefined,
      history,
      settings,
      started,
      dependencies,
    );
    const asked = clock();
    const counted = countedOf(history, settings);
    const notCounted = counted.length < history.length ? idsSpokenFor(input, history) : [];
    const left = [...new Set([...rules.buriedItemIds, ...notCounted, ...excluded])].slice(0, invocationLimits.ids);
    const excludeItemIds = left.length > 0 ? left : undefined;
    const invocation = toInvocation(
      { ...input, filter, excludeItemIds },
      counted,
      settings,
      { ...rules, boosts: withPassedOver(rules.boosts, ignored) },
      asked,
    );
    const { userId, modelVersion = applied.modelVersion } = input;
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
      const fallback = await fallBack(input, eligibility, settings.fallback, asked, dependencies);
      if (!list || fallback.items.length > 0) list = fallback;
    }

    // Put what is pinned first.
    const pinnedItemIds = rules.pinnedItemIds.filter((itemId) => mayBePinned(input, itemId));
    const items = await placePinned(list.items, pinnedItemIds, input.limit, eligibility, catalogue);
    const isEmptyList = items.length === 0 && !input.shown;
    const notices = isEmptyList ? await explainEmptiness(input, ofRequest, rules, catalogue) : [];

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
        experimentId,
        variant,
        explored: exploredIn(items),
      }),
      userId: input.userId ?? null,
      placement: input.placement,
      items: items.map(({ itemId, score, reasons }) => ({ itemId, score, reasons: showsReasons ? reasons : [] })),
      source: list.source,
      degraded: degradedReason !== null,
      degradedReason,
      modelVersion: list.modelVersion ?? null,
      generatedAt: new Date(generatedAt).toISOString(),
      expiresAt: Math.floor(generatedAt / 1000) + storedListLifeSeconds,
      revision,
      freshUntil: freshUntil(generatedAt, rules),
      notices,
      basedOn: newestOf([...history.map(({ recordedAt }) => recordedAt), ...(input.basedOn ? [input.basedOn] : [])]),
    };
  };
}

/** The request with what the placement says where it leaves something open, and no longer than the placement allows. */
function withSettings(
  input: ParsedScoreInput,
  { diversity, maxLatencyMs, maximumItems }: PlacementSettings,
): ParsedScoreInput {
  const most = Math.max(0, (maximumItems ?? maximumRankedItems) - (input.shown ?? 0));
  return {
    ...input,
    limit: Math.min(input.limit, most),
    diversity: input.diversity ?? diversity ?? undefined,
    maxLatencyMs: input.maxLatencyMs ?? maxLatencyMs ?? undefined,
  };
}

/** The explored places of a list that the model made; in other lists nothing was drawn. */
function exploredIn(items: ScoredItem[]): string | null {
  return writeExploredPlaces(items.flatMap(({ itemId, explored }) => (explored ? [{ itemId, ...explored }] : [])));
}

/** A stored list is as good as a new one for an hour, unless a rule begins or ends before. */
function freshUntil(generatedAt: number, { nextChange }: PlacementRules): string {
  const aged = new Date(generatedAt + storedListSeconds * 1000).toISOString();
  return nextChange && nextChange < aged ? nextChange : aged;
}

/** Nothing is added to a list whose items the caller gave. */
function mayBePinned({ kind, candidateItemIds = [] }: ParsedScoreInput, itemId: string): boolean {
  return kind !== 'RERANK' || candidateItemIds.includes(itemId);
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
function toInvocation(
  input: ParsedScoreInput,
  history: HistoryEntry[],
  settings: PlacementSettings,
  rules: PlacementRules,
  now: number,
): InvocationRequest {
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
    freshness: settings.freshness ?? undefined,
    // Lists for nobody in particular and lists that the caller gave are not the place to try something.
    exploration: (kind === 'RECOMMEND' && settings.exploration) || undefined,
    explorationDepth: (kind === 'RECOMMEND' && settings.exploration && settings.explorationDepth) || undefined,
    pinnedItemIds: rules.pinnedItemIds.length > 0 ? rules.pinnedItemIds : undefined,
    boosts: unlessEmpty(rules.boosts),
    categoryBoosts: unlessEmpty(rules.categoryBoosts),
  };
}

function unlessEmpty(factors: Record<string, number>): Record<string, number> | undefined {
  return Object.keys(factors).length > 0 ? factors : undefined;
}

/** The greatest of the instants, if there are any. */
function newestOf(instants: string[]): string | null {
  return instants.reduce<string | null>((last, instant) => (last && last > instant ? last : instant), null);
}
