import { invocationLimits } from '../../model/contract/index.ts';
import type { ListSource, ScoredItem } from '../../model/contract/index.ts';
import type { DegradedReason } from '../../schema/generated/types.ts';
import type { Catalogue } from './Catalogue.ts';
import type { AskModel, ModelFailure } from './createModelClient.ts';
import { Eligibility } from './Eligibility.ts';
import { lesserList, unrankedList } from './lesserList.ts';
import type { HistoryEntry, ScoreCandidatesInput } from './ScoreCandidatesInput.ts';
import { selectEligible } from './selectEligible.ts';
import type { ScoredList } from './ScoredList.ts';
import { similarByCategory } from './similarByCategory.ts';
import { toInvocation } from './toInvocation.ts';
import type { TopLists } from './TopLists.ts';

export interface ScoreCandidatesParts {
  askModel: AskModel;
  readHistory: (userId: string) => Promise<HistoryEntry[]>;
  /** How many interactions a history has at most: a user with that many may have seen more. */
  historySize: number;
  readSeenItemIds: (userId: string) => Promise<string[]>;
  catalogue: Catalogue;
  topLists: TopLists;
  /** Keeps the popular list of a model version; see createPopularListKeeper. */
  keepPopularList: (modelVersion: string, budget: number) => Promise<void>;
  /** Milliseconds since 1970. */
  clock: () => number;
  newId: () => string;
  /** Told why a list is a lesser one, and of what went wrong beside the list. */
  onTrouble: (what: string, cause: unknown) => void;
}

type Made = Pick<ScoredList, 'items' | 'modelVersion'> & { source: ListSource; failure?: ModelFailure };

const defaultLatency = 1000;
/** What keeping the popular list may take of one request in the life of a model version. */
const keepingBudget = 500;

const degradedReasons: Record<ModelFailure, DegradedReason | null> = {
  TIMEOUT: 'MODEL_TIMEOUT',
  UNAVAILABLE: 'MODEL_UNAVAILABLE',
  ABSENT: 'MODEL_ABSENT',
  // The model was asked and answered.
  UNKNOWN_ITEM: null,
};

/**
 * Makes the function that answers with a list whatever becomes of the model: asks it within the time budget, checks its
 * answer against the live catalogue, and falls back when there is none.
 */
export function createScoreCandidates(parts: ScoreCandidatesParts) {
  const { readHistory, clock, newId } = parts;
  return async (asked: ScoreCandidatesInput): Promise<ScoredList> => {
    const started = clock();
    const history = asked.history ?? (asked.userId === undefined ? [] : await readHistory(asked.userId));
    const input = await withoutSeen(parts, asked, history);
    const deadline = started + modelBudget(input.maxLatencyMs ?? defaultLatency);
    const eligibility = new Eligibility({ excluded: excludedIds(input, history), filter: input.filter, now: started });
    const made = await make(parts, input, history, eligibility, deadline);
    const degradedReason = made.failure ? degradedReasons[made.failure] : null;
    const showsReasons = input.explain !== false && degradedReason === null;
    return {
      recommendationId: newId(),
      userId: input.userId ?? null,
      placement: input.placement,
      items: made.items.map(({ itemId, score, reasons }) => ({ itemId, score, reasons: showsReasons ? reasons : [] })),
      source: made.source,
      degraded: degradedReason !== null,
      degradedReason,
      modelVersion: made.modelVersion ?? null,
      generatedAt: new Date(clock()).toISOString(),
      basedOn: history.reduce<string | null>(
        (last, { recordedAt }) => (last && last > recordedAt ? last : recordedAt),
        null,
      ),
    };
  };
}

/** The input with everything excluded that the user has seen, however long ago. */
async function withoutSeen(
  { readSeenItemIds, historySize }: ScoreCandidatesParts,
  input: ScoreCandidatesInput,
  history: HistoryEntry[],
): Promise<ScoreCandidatesInput> {
  if (input.kind !== 'RECOMMEND' || input.userId === undefined || history.length < historySize) return input;
  const excluded = new Set([...(input.excludeItemIds ?? []), ...(await readSeenItemIds(input.userId))]);
  return { ...input, excludeItemIds: [...excluded].slice(0, invocationLimits.ids) };
}

/** Part of the time that a request allows is left for the catalogue check and the fallback. */
export function modelBudget(maxLatencyMs: number): number {
  return maxLatencyMs - Math.min(50, maxLatencyMs / 5);
}

function excludedIds({ kind, itemId, excludeItemIds }: ScoreCandidatesInput, history: HistoryEntry[]): Set<string> {
  const excluded = new Set(excludeItemIds);
  if (kind === 'RECOMMEND') for (const entry of history) excluded.add(entry.itemId);
  if (kind === 'SIMILAR' && itemId !== undefined) excluded.add(itemId);
  return excluded;
}

async function make(
  parts: ScoreCandidatesParts,
  input: ScoreCandidatesInput,
  history: HistoryEntry[],
  eligibility: Eligibility,
  deadline: number,
): Promise<Made> {
  const { askModel, catalogue, clock, onTrouble } = parts;
  const now = clock();
  const outcome = await askModel(toInvocation(input, history, now), deadline - now);
  if ('failure' in outcome) {
    onTrouble(`The model gave no list: ${outcome.failure}`, outcome.cause);
    return { ...(await makeWithoutModel(parts, input, eligibility, now)), failure: outcome.failure };
  }
  const { modelVersion, source, items } = outcome.answer;
  const keeping = parts.keepPopularList(modelVersion, keepingBudget).catch((error: unknown) => {
    onTrouble('The popular list was not kept', error);
  });
  const selected = await selectEligible(items, input.limit, eligibility, catalogue);
  await keeping;
  // Items that the model does not know yet may still fill a list that the catalogue or the filter emptied.
  if (selected.length === 0 && input.kind !== 'RERANK') {
    const lesser = await makeWithoutModel(parts, input, eligibility, now);
    if (lesser.items.length > 0) return lesser;
  }
  return { source, modelVersion, items: selected };
}

async function makeWithoutModel(
  parts: ScoreCandidatesParts,
  input: ScoreCandidatesInput,
  eligibility: Eligibility,
  now: number,
): Promise<Made> {
  if (input.kind === 'SIMILAR' && input.itemId !== undefined) {
    const items = await similarByCategory(input.itemId, input.limit, eligibility, now, parts);
    if (items.length > 0) return { source: 'CONTENT', items };
  }
  const { source, items } =
    input.kind === 'RERANK'
      ? await unrankedList(input, eligibility, parts.catalogue)
      : await lesserList(input, eligibility, now, parts);
  return { source, items: items.map((item): ScoredItem => ({ ...item, reasons: [] })) };
}
