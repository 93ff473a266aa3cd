import { algorithmNamed } from '../algorithms/index.ts';
import type { History, ScoreContext } from '../data/History.ts';
import { decayHistory } from '../data/History.ts';
import type { HybridComponent } from '../hybrid/HybridModel.ts';
import { alignedBytes, topK, Workspace } from '../kernels/index.ts';
import type { Scorer } from '../scoring/Scorer.ts';
import type { EvaluationCase } from '../splits/EvaluationSplit.ts';
import type { ResidentModel } from './ResidentModel.ts';

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
  /** Kept components x size: scores by their standard deviation over the catalogue. */
  readonly features: Float32Array;
}

/** Rivals taken from each component. */
const rivalsPerComponent = 60;

/** Scores cases by every component, as serving does, and keeps a pool of each. */
export class CaseScorer {
  readonly #components: readonly HybridComponent[];
  /** By model. */
  readonly #scorers: readonly Scorer[];
  /** By component: whether its scores depend on the hour, weekday or device of the request. */
  readonly #isOfMoment: readonly boolean[];
  /** By component: the scores of all items, what they count, and the best unseen ones. Those of the last case. */
  readonly #scores: readonly Float32Array[];
  readonly #factors: Float64Array;
  readonly #best: Uint32Array[];
  readonly #masked: Float32Array;
  /** By item: whether it is in the pool that is being made. */
  readonly #isInPool: Uint8Array;
  /** The components whose scores pools have. */
  #kept: readonly number[];
  #last: LastCase | undefined;

  /** `items`: length of the catalogue. */
  constructor(models: readonly ResidentModel[], components: readonly HybridComponent[], items: number) {
    this.#components = components;
    this.#scorers = models.map(({ scorer }) => scorer);
    this.#isOfMoment = components.map(({ model }) => algorithmNamed(models[model].algorithm).basis === 'moment');
    const workspace = new Workspace(
      (components.length + 1) * alignedBytes(items * 4) + alignedBytes(rivalsPerComponent * 4),
    );
    this.#scores = components.map(() => workspace.float32(items));
    this.#factors = new Float64Array(components.length);
    this.#best = components.map(() => new Uint32Array(0));
    this.#masked = workspace.float32(items);
    this.#isInPool = new Uint8Array(items);
    this.#kept = [...components.keys()];
  }

  /** From now on pools have the scores of these components alone; rivals are still those of all. */
  keep(components: readonly number[]): void {
    this.#kept = components;
  }

  /** The pool of a case as if its user had this history. `candidates` restricts what is ranked. */
  pool(one: EvaluationCase, history: History, candidates?: Uint32Array): CasePool {
    this.#score({ history, now: one.context.now, seen: one.seen, candidates }, one.context);
    const scores = this.#scores;
    const factors = this.#factors;
    // Strong rivals first: the objective stops counting once enough of them stand above a right answer.
    const rivals = this.#rivalsOf(one.relevant);
    const strengths = new Map<number, number>();
    for (const item of rivals) {
      let strength = 0;
      for (let component = 0; component < scores.length; component += 1) {
        strength += scores[component][item] * factors[component];
      }
      strengths.set(item, strength);
    }
    const strength = (item: number): number => strengths.get(item) ?? 0;
    rivals.sort((a, b) => strength(b) - strength(a) || a - b);
    const items = Uint32Array.from([...one.relevant, ...rivals]);
    const features = new Float32Array(this.#kept.length * items.length);
    this.#kept.forEach((component, place) => {
      const row = scores[component];
      const base = place * items.length;
      for (let index = 0; index < items.length; index += 1) {
        features[base + index] = row[items[index]] * factors[component];
      }
    });
    return {
      kind: one.kind ?? '',
      weight: 1,
      historyLength: history.items.length,
      positives: one.relevant.length,
      relevantCount: one.relevantCount,
      size: items.length,
      features,
    };
  }

  /** The best unseen items of all components but those that are right, each once. */
  #rivalsOf(relevant: Uint32Array): number[] {
    const isInPool = this.#isInPool;
    for (const item of relevant) isInPool[item] = 1;
    const rivals: number[] = [];
    this.#best.forEach((best, component) => {
      if (this.#factors[component] === 0) return;
      for (const item of best) {
        if (isInPool[item] === 0) rivals.push(item);
        isInPool[item] = 1;
      }
    });
    for (const items of [relevant, rivals]) for (const item of items) isInPool[item] = 0;
    return rivals;
  }

  /** Where only the moment of the request differs from the last case, only what depends on it is scored again. */
  #score(next: LastCase, context: ScoreContext): void {
    const last = this.#last;
    const isOtherMoment =
      last !== undefined &&
      last.history === next.history &&
      last.now === next.now &&
      last.seen === next.seen &&
      last.candidates === next.candidates;
    this.#components.forEach(({ model, historyHalfLife }, component) => {
      if (isOtherMoment && !this.#isOfMoment[component]) return;
      const scorer = this.#scorers[model];
      const standardDeviation = scorer.prepare(decayHistory(next.history, historyHalfLife), context);
      this.#factors[component] = standardDeviation === 0 ? 0 : 1 / standardDeviation;
      this.#scores[component].set(scorer.scores());
      if (standardDeviation !== 0) this.#best[component] = this.#bestUnseen(this.#scores[component], next);
    });
    this.#last = next;
  }

  #bestUnseen(scores: Float32Array, { seen, candidates }: LastCase): Uint32Array {
    if (candidates === undefined) {
      // Where the scores lie, as copying all of them takes longer than hiding a few.
      const hidden = Float32Array.from(seen, (item) => scores[item]);
      for (const item of seen) scores[item] = Number.NEGATIVE_INFINITY;
      const best = topK(scores, rivalsPerComponent);
      seen.forEach((item, place) => (scores[item] = hidden[place]));
      return best;
    }
    const masked = this.#masked.fill(Number.NEGATIVE_INFINITY);
    for (const item of candidates) masked[item] = scores[item];
    for (const item of seen) masked[item] = Number.NEGATIVE_INFINITY;
    return topK(masked, rivalsPerComponent);
  }
}

/** What the scores of a component rest on, the moment of the request aside. */
interface LastCase {
  readonly history: History;
  readonly now: number | undefined;
  readonly seen: Uint32Array;
  readonly candidates: Uint32Array | undefined;
}
