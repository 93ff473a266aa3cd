import { algorithmNamed } from '../algorithms/index.ts';
import type { InvocationRequest, InvocationResponse, Reason, ScoredItem } from '../contract/index.ts';
import { historyOfItems } from '../data/History.ts';
import type { History, ScoreContext } from '../data/History.ts';
import type { HybridModel } from '../hybrid/HybridModel.ts';
import { ListScorer } from '../hybrid/ListScorer.ts';
import type { ListScores } from '../hybrid/ListScorer.ts';
import { applyBoosts } from './applyBoosts.ts';
import { applyFreshness } from './applyFreshness.ts';
import { boostFactors } from './boostFactors.ts';
import { diversify } from './diversify.ts';
import type { SimilarityTo } from './diversify.ts';
import { Eligibility } from './Eligibility.ts';
import { explore } from './explore.ts';
import type { ExploredList } from './explore.ts';
import { ReasonTable } from '../scoring/ReasonTable.ts';
import type { RankingCatalogue } from './RankingCatalogue.ts';
import type { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import { selectBest } from './selectBest.ts';
import { UnknownItemError } from './UnknownItemError.ts';

/** Diversity and exploration choose among this many times the places of the list, and at least `smallestPool` items. */
const poolFactor = 4;
const smallestPool = 100;

/** Answers requests: scores from the model, then the rules in a fixed order. Nothing of a request outlives it. */
export class Ranker {
  readonly modelVersion: string;
  readonly #model: HybridModel;
  readonly #scorer: ListScorer;
  readonly #reasons: ReasonTable;
  readonly #catalogue: RankingCatalogue;
  readonly #similarTo: SimilarityTo;

  constructor(model: HybridModel, catalogue: RankingCatalogue, modelVersion: string) {
    this.#model = model;
    this.#scorer = new ListScorer(model);
    this.#reasons = new ReasonTable(model.itemIds);
    this.modelVersion = modelVersion;
    this.#catalogue = catalogue;
    this.#similarTo = similarityOf(model, catalogue, this.#scorer.scoring);
  }

  /** The list for one request (already checked by `parseInvocationRequest`). @throws UnknownItemError for SIMILAR and EXPLAIN */
  answer(request: InvocationRequest): InvocationResponse {
    return request.kind === 'EXPLAIN' ? this.#explain(request) : this.#list(request);
  }

  #list(request: InvocationRequest): InvocationResponse {
    const history = this.#historyOf(request);
    const context: ScoreContext = { now: request.now, ...request.context };
    const indexOfItem = (itemId: string): number | undefined => this.#model.indexOfItem(itemId);
    const { freshness = 0 } = request;
    const factors = boostFactors(request, this.#catalogue, indexOfItem);
    // Rules that shift scores need those of all items as they are.
    const list = this.#scorer.prepare(history, context, freshness !== 0 || factors !== undefined);
    const { scores } = list;
    const candidates = request.kind === 'RERANK' ? splitKnown(request.candidateItemIds ?? [], indexOfItem) : undefined;
    const eligibility = new Eligibility(this.#catalogue, request, indexOfItem, candidates?.known);

    const freshnessGain = applyFreshness(scores, this.#catalogue, request.now, freshness);
    const boostGains = applyBoosts(scores, factors);
    const pinned = this.#pinned(request, eligibility, indexOfItem);
    const scoreOf = (item: number): number => list.scoreOf(item) + freshnessGain(item) + (boostGains.get(item) ?? 0);
    const { items, explored } = this.#arrange(request, { ...list, scoreOf }, eligibility, pinned);
    for (const item of pinned) scores[item] = scoreOf(item);
    const listed = new Uint32Array(pinned.length + items.length);
    listed.set(pinned);
    listed.set(items, pinned.length);

    const explains = request.explain !== false;
    if (explains) {
      this.#reasons.begin(listed.length, history.items);
      list.explain(listed, this.#reasons);
      this.#reasons.setFactors(new Float64Array(listed.length).fill(1), 0);
    }
    const reasonsOf = (item: number, place: number): Reason[] => {
      this.#reasons.add(place, 'NEW', freshnessGain(item));
      this.#reasons.add(place, 'BOOSTED', boostGains.get(item) ?? 0);
      const reasons = this.#reasons.reasonsOf(place);
      if (place < pinned.length) reasons.push(markReason('PINNED'));
      if (explored.has(item)) reasons.push(markReason('EXPLORATION'));
      return reasons;
    };
    const answered: ScoredItem[] = [];
    for (let place = 0; place < listed.length; place += 1) {
      const item = listed[place];
      const reasons = explains ? reasonsOf(item, place) : [];
      const drawn = explored.get(item);
      answered.push({
        itemId: this.#model.itemIds[item],
        score: scores[item],
        reasons,
        ...(drawn && { explored: drawn }),
      });
    }
    for (const itemId of candidates?.unknown ?? []) {
      if (answered.length >= request.limit) break;
      if (eligibility.allowsUnknown(itemId)) answered.push({ itemId, score: 0, reasons: [] });
    }
    return { modelVersion: this.modelVersion, source: this.#model.sourceOf(history), items: answered };
  }

  /** The item as a list of it alone would answer it, and where it stands. */
  #explain(request: InvocationRequest): InvocationResponse {
    const { itemId = '', now, freshness = 0 } = request;
    const item = this.#model.indexOfItem(itemId);
    if (item === undefined) throw new UnknownItemError(itemId);
    const { filter: _filter, excludeItemIds: _excluded, ...asked } = request;
    const alone = { kind: 'RERANK' as const, candidateItemIds: [itemId], excludeSeen: false, limit: 1 };
    const answer = this.#list({ ...asked, ...alone, pinnedItemIds: undefined, diversity: 0, exploration: 0 });

    const indexOfItem = (id: string): number | undefined => this.#model.indexOfItem(id);
    const list = this.#scorer.prepare(this.#historyOf(request), { now, ...request.context }, true);
    const components = list.standings(item);
    const { scores } = list;
    applyFreshness(scores, this.#catalogue, now, freshness);
    applyBoosts(scores, boostFactors(request, this.#catalogue, indexOfItem));
    const eligibility = new Eligibility(this.#catalogue, request, indexOfItem);
    const better = [...scores.keys()].filter((other) => scores[other] > scores[item]);
    const eligible = better.filter((other) => eligibility.allows(other));
    const needed = eligible.map((other) => scores[other]).sort((a, b) => b - a)[request.limit - 1];
    const lowest = scores.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return {
      ...answer,
      standing: {
        score: scores[item],
        rank: better.length + 1,
        items: scores.length,
        eligibleRank: eligible.length + 1,
        ...(needed !== undefined &&
          scores[item] > lowest && { factorNeeded: (needed - lowest) / (scores[item] - lowest) }),
        components,
      },
    };
  }

  /** What the scores are a function of: the user's history, the item of SIMILAR, or nothing. */
  #historyOf(request: InvocationRequest): History {
    if (request.kind === 'POPULAR') return this.#model.toHistory([], request.now);
    if (request.kind !== 'SIMILAR') return this.#model.toHistory(request.history ?? [], request.now);
    const itemId = request.itemId ?? '';
    const item = this.#model.indexOfItem(itemId);
    if (item === undefined) throw new UnknownItemError(itemId);
    return historyOfItems([item]);
  }

  #pinned(
    request: InvocationRequest,
    eligibility: Eligibility,
    indexOfItem: (itemId: string) => number | undefined,
  ): number[] {
    const pinned = new Set<number>();
    for (const itemId of request.pinnedItemIds ?? []) {
      const item = indexOfItem(itemId);
      if (pinned.size < request.limit && item !== undefined && eligibility.allows(item)) pinned.add(item);
    }
    return [...pinned];
  }

  /** The places behind the pinned items. */
  #arrange(
    { limit, diversity = 0, exploration = 0, explorationDepth, seed, now }: InvocationRequest,
    list: Omit<ListScores, 'explain' | 'standings'>,
    eligibility: Eligibility,
    pinned: readonly number[],
  ): ExploredList {
    const { scores } = list;
    const places = limit - pinned.length;
    const explorationPlaces = Math.min(places, Math.round(exploration * limit));
    const needsPool = diversity > 0 || explorationPlaces > 0;
    const poolSize = needsPool ? Math.max(smallestPool, poolFactor * places) : places;
    const pinnedSet = new Set(pinned);
    const pool = selectBest(list, eligibility, poolSize + pinned.length)
      .filter((item) => !pinnedSet.has(item))
      .slice(0, poolSize);
    const best = diversify(pool, scores, diversity, places - explorationPlaces, this.#similarTo);
    if (explorationPlaces === 0) return { items: best, explored: new Map() };
    const listed = new Set(best);
    const others = pool.filter((item) => !listed.has(item));
    return explore(best, others, explorationPlaces, seed ?? now, explorationDepth);
  }
}

/** Items are alike by their attributes or, in a catalogue without any, by the behaviour that the hybrid learned. */
function similarityOf(model: HybridModel, catalogue: RankingCatalogue, scoring: ScoringWorkspace): SimilarityTo {
  const learned = model.models.find(({ algorithm }) => algorithmNamed(algorithm).basis === 'behaviour');
  if (catalogue.hasAttributes || learned === undefined) {
    return (item, pool) => pool.map((other) => catalogue.attributeSimilarity(item, other));
  }
  const scorer = learned.model.createScorer(scoring);
  return (item, pool) => {
    scorer.prepare(historyOfItems([item]), {});
    const scores = pool.map((other) => scorer.scoreOf(other));
    const highest = scores.reduce((a, b) => Math.max(a, b), 0);
    return highest === 0 ? scores : scores.map((score) => score / highest);
  };
}

function splitKnown(
  candidateItemIds: readonly string[],
  indexOfItem: (itemId: string) => number | undefined,
): { known: ReadonlySet<number>; unknown: ReadonlySet<string> } {
  const known = new Set<number>();
  const unknown = new Set<string>();
  for (const itemId of candidateItemIds) {
    const item = indexOfItem(itemId);
    if (item === undefined) unknown.add(itemId);
    else known.add(item);
  }
  return { known, unknown };
}

/** A reason that explains the place and not the score. */
function markReason(code: 'PINNED' | 'EXPLORATION'): Reason {
  return { code, evidence: { itemIds: [], attributes: [] }, share: 0 };
}
