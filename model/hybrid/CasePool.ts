import type { History } from '../algorithms/Recommender.ts';
import type { EvaluationCase } from '../evaluation/EvaluationCase.ts';
import { topK } from '../kernels/index.ts';
import { decayHistory } from './decayHistory.ts';
import type { HybridComponent, HybridModelPart } from './HybridModel.ts';
import { scaleOf } from './scaleOf.ts';

/**
 * What is kept of one validation case to learn weights on: the right answers and the rivals, that is the best unseen
 * items of every component. Items outside this pool cannot reach the top of any sensible blend.
 */
export interface CasePool {
  readonly historyLength: number;
  /** The first `positives` items of the pool are right answers. */
  readonly positives: number;
  /** Right answers, including those outside the catalogue. */
  readonly relevantCount: number;
  readonly size: number;
  /** components x size: standardised scores. */
  readonly features: Float32Array;
}

/** Rivals taken from each component. */
const rivalsPerComponent = 60;

/** Scores one case by every component and keeps the pool. `candidates` restricts what is ranked. */
export function poolOf(
  one: EvaluationCase,
  history: History,
  parts: readonly HybridModelPart[],
  components: readonly HybridComponent[],
  candidates?: Uint32Array,
): CasePool {
  const scores = components.map((component) => {
    const { model } = parts[component.model];
    const all = model.score(decayHistory(history, component.historyHalfLife), one.context);
    const scale = scaleOf(all);
    return { all, factor: scale === 0 ? 0 : 1 / scale };
  });
  const seen = new Set(one.seen);
  const pool = new Set<number>(one.relevant);
  const positives = pool.size;
  for (const { all, factor } of scores) {
    if (factor === 0) continue;
    const masked = candidates === undefined ? all.slice() : new Float32Array(all.length).fill(Number.NEGATIVE_INFINITY);
    for (const item of candidates ?? []) masked[item] = all[item];
    for (const item of seen) masked[item] = Number.NEGATIVE_INFINITY;
    for (const item of topK(masked, rivalsPerComponent)) pool.add(item);
  }
  // Strong rivals first: the objective stops counting once enough of them stand above a right answer.
  const strength = (item: number): number => scores.reduce((sum, { all, factor }) => sum + all[item] * factor, 0);
  const rivals = [...pool].slice(positives).map((item) => ({ item, strength: strength(item) }));
  rivals.sort((a, b) => b.strength - a.strength || a.item - b.item);
  const items = Uint32Array.from([...one.relevant, ...rivals.map(({ item }) => item)]);
  const features = new Float32Array(components.length * items.length);
  scores.forEach(({ all, factor }, component) => {
    const base = component * items.length;
    for (let index = 0; index < items.length; index += 1) features[base + index] = all[items[index]] * factor;
  });
  return {
    historyLength: history.items.length,
    positives,
    relevantCount: one.relevantCount,
    size: items.length,
    features,
  };
}
