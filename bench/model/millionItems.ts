import { createRandom } from '../../model/statistics/createRandom.ts';
import { ImplicitALS } from '../../model/algorithms/ImplicitALS.ts';
import { buildDataset } from '../../model/data/buildDataset.ts';
import { topK } from '../../model/kernels/index.ts';
import { ScoringWorkspace } from '../../model/scoring/ScoringWorkspace.ts';
import { generateEvents } from '../../test/model/generateShop.ts';

export interface MillionItemsResult {
  readonly items: number;
  readonly trainCpuSeconds: number;
  readonly factorMiB: number;
  readonly rssMiB: number;
  readonly scoreMs: number;
  readonly topKMs: number;
}

/** Implicit ALS over a catalogue of `items`, scored by the exact scan: every item's score for one history of 50. */
export function measureMillionItems(
  items: number,
  users: number,
  interactions: number,
  seed: number,
): MillionItemsResult {
  function* rows(): Generator<{ userId: string; itemId: string; timestamp: number }> {
    // Every item once first, so that the catalogue has all of them.
    for (let item = 0; item < items; item += 1) yield { userId: 'all', itemId: `i${item}`, timestamp: 0 };
    for (const { user, item, timestamp } of generateEvents({ users, items, interactions, seed })) {
      yield { userId: `u${user}`, itemId: `i${item}`, timestamp };
    }
  }
  const dataset = buildDataset(rows());
  const cpuBefore = process.cpuUsage();
  const fitted = ImplicitALS.fit(dataset, { ...ImplicitALS.defaults, epochs: 3 }, createRandom(seed), () => {});
  const { user, system } = process.cpuUsage(cpuBefore);
  const scoring = ScoringWorkspace.forArrays(items, Object.values(fitted.save().arrays), 1);
  const scorer = fitted.createScorer(scoring);
  const random = createRandom(seed);
  const history = (): { items: Uint32Array; weights: Float32Array; ages: Float32Array } => ({
    items: Uint32Array.from({ length: 50 }, () => Math.floor(random() * items)),
    weights: new Float32Array(50).fill(1),
    ages: new Float32Array(50),
  });
  const scoreTimes: number[] = [];
  const topTimes: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    const started = performance.now();
    scorer.prepare(history(), {});
    const scores = scorer.scores();
    const scored = performance.now();
    topK(scores, 25);
    scoreTimes.push(scored - started);
    topTimes.push(performance.now() - scored);
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];
  return {
    items,
    trainCpuSeconds: (user + system) / 1e6,
    factorMiB: (items * 64 * 4) / 2 ** 20,
    rssMiB: process.memoryUsage().rss / 2 ** 20,
    scoreMs: median(scoreTimes),
    topKMs: median(topTimes),
  };
}
