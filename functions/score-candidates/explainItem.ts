import { invocationLimits } from '../../model/contract/index.ts';
import type { CatalogueItem, InvocationResponse } from '../../model/contract/index.ts';
import type { HistoryEntry } from '../../schema/contract/scoring.ts';
import type { ItemExplanation } from '../../schema/generated/types.ts';
import { toHistoryEvents } from '../shared/historyEntries.ts';
import type { NewestInteractions } from '../shared/UserHistory.ts';
import type { ApplyExperiment } from './applyExperiment.ts';
import type { Catalogue } from './Catalogue.ts';
import type { AskModel } from './createModelRouter.ts';
import { findObstacles } from './findObstacles.ts';
import { findStanding } from './findStanding.ts';
import { readPassedOver, withPassedOver } from './passedOver.ts';
import type { ReadImpressions } from './passedOver.ts';
import type { ParsedExplainRequest } from './parseScoreInput.ts';
import type { AppliedPlacement } from './PlacementReader.ts';
import { allFilters, countedOf, rulesInForce } from './PlacementRules.ts';

export interface ExplainItemDependencies {
  /** Asks the version that would make the user's list. */
  askModel: AskModel;
  readPlacement: (placement: string) => Promise<AppliedPlacement>;
  readHistory: (userId: string) => Promise<NewestInteractions>;
  /** Every item that a user interacted with, given the newest interactions. */
  readSeenItemIds: (userId: string, history: HistoryEntry[]) => Promise<Set<string>>;
  /** What an experiment changes for the user; see createApplyExperiment. */
  applyExperiment: ApplyExperiment;
  readImpressions: ReadImpressions;
  catalogue: Catalogue;
  /** Milliseconds since 1970. */
  clock: () => number;
  onTrouble: (what: string, cause: unknown) => void;
}

/** Somebody waits who wants to know, and an endpoint that nobody has asked for a while starts first. */
const budget = 10_000;

/**
 * Why an item is in a user's list, or why not: what keeps it out, by the very rules that lists are made by, and where the
 * model ranks it.
 */
export async function explainItem(
  request: ParsedExplainRequest,
  dependencies: ExplainItemDependencies,
): Promise<ItemExplanation> {
  const { userId, itemId, placement } = request;
  const { catalogue, clock, readPlacement, readHistory, readSeenItemIds, askModel } = dependencies;
  const [placed, { history, hasMore }, items] = await Promise.all([
    readPlacement(placement),
    readHistory(userId),
    catalogue.read([itemId]),
  ]);
  const applied = await dependencies.applyExperiment(placed.experiment, userId, placed.settings);
  const { settings, modelVersion } = applied;
  const now = clock();
  const ignored = await readPassedOver(userId, history, settings, now, dependencies);
  const rules = rulesInForce(settings, now);
  const seen = hasMore
    ? await readSeenItemIds(userId, history)
    : new Set(history.map((interaction) => interaction.itemId));
  const item: CatalogueItem = items.get(itemId) ?? { itemId, hidden: true };
  const obstacles = findObstacles({ item, request, rules, settings, history, seen, now });

  const excluded = [...new Set([...rules.buriedItemIds, ...(request.excludeItemIds ?? []), ...seen])];
  const limit = Math.min(request.limit, settings.maximumItems ?? request.limit);
  const outcome = await askModel(
    {
      kind: 'EXPLAIN',
      now,
      limit,
      itemId,
      history: toHistoryEvents(countedOf(history, settings)),
      filter: allFilters(request.filter, rules.filter, rules.buriedFilter),
      excludeItemIds: excluded.slice(0, invocationLimits.ids),
      freshness: settings.freshness ?? undefined,
      boosts: withPassedOver(rules.boosts, ignored),
      categoryBoosts: rules.categoryBoosts,
    },
    budget,
    { userId, modelVersion },
  );
  const answer: InvocationResponse | undefined = 'answer' in outcome ? outcome.answer : undefined;
  const failure = 'failure' in outcome ? outcome.failure : undefined;
  const findings = [...obstacles, ...findStanding({ item, rules, left: ignored[itemId] ?? 1, limit, answer, failure })];
  const standing = answer?.standing;
  const isPinned = rules.pinnedItemIds.includes(itemId);
  return {
    userId,
    itemId,
    placement,
    experimentId: applied.experimentId,
    variant: applied.variant,
    // A pin needs no rank, and whatever keeps the item out keeps its pin out.
    isListed: findings.every(({ keepsOut, code }) => !keepsOut || (isPinned && ofTheModel.includes(code))),
    findings: [...findings.filter(({ keepsOut }) => keepsOut), ...findings.filter(({ keepsOut }) => !keepsOut)],
    score: standing?.score ?? null,
    rank: standing?.rank ?? null,
    rankedItems: standing?.items ?? null,
    eligibleRank: standing?.eligibleRank ?? null,
    components: standing?.components ?? [],
    reasons: answer?.items[0]?.reasons ?? [],
    modelVersion: outcome.version?.modelVersion ?? answer?.modelVersion ?? null,
  };
}

/** Findings that a pinned item is listed in spite of. */
const ofTheModel: ItemExplanation['findings'][number]['code'][] = [
  'RANKED_LOWER',
  'UNKNOWN_TO_MODEL',
  'MODEL_NOT_ASKED',
];
