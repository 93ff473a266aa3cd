import type { History } from '../data/History.ts';
import { decayHistory } from '../data/History.ts';
import type { HybridComponent, NamedModel } from '../hybrid/HybridModel.ts';
import { topK } from '../kernels/index.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import { ScoringWorkspace } from '../scoring/ScoringWorkspace.ts';
import type { EvaluationCase } from '../splits/EvaluationSplit.ts';

/**
 * What is kept of one validation case to learn weights on: the right answers and the rivals, that is the best unseen
 * items of every component. Items outside this pool cannot reach the top of any sensible blend.
 */
export interface CasePool {
  /** The way in which the answers were held out; "" where there is one way only. */
  readonly kind: string;
  /** What the case counts in the objective. */
  readonly weight: number;
  readonly historyLength: number;
  /** The first `positives` items of the pool are right answers. */
  readonly positives: number;
  /** Right answers, including those outside the catalogue. */
  readonly relevantCount: number;
  readonly size: number;
  /** components x size: scores by their standard deviation over the catalogue. */
  readonly features: Float32Array;
}

/** Rivals taken from each component. */
const rivalsPerComponent = 60;

/** Scores cases by every component, as serving does, and keeps a pool of each. */
export class CaseScorer {
  readonly #components: readonly HybridComponent[];
  /** By model. Each has a workspace of its own, as models under trial may together exceed what one can hold. */
  readonly #scorers: readonly Scorer[];
  /** By component: the scores of all items, and what they count. Used within one call. */
  readonly #scores: readonly Float32Array[];
  readonly #factors: Float64Array;
  readonly #masked: Float32Array;

  /** `items`: length of the catalogue. */
  constructor(models: readonly NamedModel[], components: readonly HybridComponent[], items: number) {
    this.#components = components;
    this.#scorers = models.map(({ model }) =>
      model.createScorer(ScoringWorkspace.forArrays(items, Object.values(model.save().arrays), 1)),
    );
    this.#scores = components.map(() => new Float32Array(items));
    this.#factors = new Float64Array(components.length);
    this.#masked = new Float32Array(items);
  }

  /** The pool of a case as if its user had this history. `candidates` restricts what is ranked. */
  pool(one: EvaluationCase, history: History, candidates?: Uint32Array): CasePool {
    this.#score(one, history);
    const scores = this.#scores;
    const factors = this.#factors;
    const pool = new Set<number>(one.relevant);
    const positives = pool.size;
    scores.forEach((row, component) => {
      if (factors[component] === 0) return;
      for (const item of this.#bestUnseen(row, one.seen, candidates)) pool.add(item);
    });
    // Strong rivals first: the objective stops counting once enough of them stand above a right answer.
    const strength = (item: number): number =>
      scores.reduce((sum, row, component) => sum + row[item] * factors[component], 0);
    const rivals = [...pool].slice(positives).map((item) => ({ item, strength: strength(item) }));
    rivals.sort((a, b) => b.strength - a.strength || a.item - b.item);
    const items = Uint32Array.from([...one.relevant, ...rivals.map(({ item }) => item)]);
    const features = new Float32Array(scores.length * items.length);
    scores.forEach((row, component) => {
      const base = component * items.length;
      for (let index = 0; index < items.length; index += 1) {
        features[base + index] = row[items[index]] * factors[component];
      }
    });
    return {
      kind: one.kind ?? '',
      weight: 1,
      historyLength: history.items.length,
      positives,
      relevantCount: one.relevantCount,
      size: items.length,
      features,
    };
  }

  #score(one: EvaluationCase, history: History): void {
    this.#components.forEach(({ model, historyHalfLife }, component) => {
      const scorer = this.#scorers[model];
      const standardDeviation = scorer.prepare(decayHistory(history, historyHalfLife), one.context);
      this.#factors[component] = standardDeviation === 0 ? 0 : 1 / standardDeviation;
      this.#scores[component].set(scorer.scores());
    });
  }

  #bestUnseen(scores: Float32Array, seen: Uint32Array, candidates: Uint32Array | undefined): Uint32Array {
    const masked = this.#masked;
    if (candidates === undefined) masked.set(scores);
    else {
      masked.fill(Number.NEGATIVE_INFINITY);
      for (const item of candidates) masked[item] = scores[item];
    }
    for (const item of seen) masked[item] = Number.NEGATIVE_INFINITY;
    return topK(masked, rivalsPerComponent);
  }
}
