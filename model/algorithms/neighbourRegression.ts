import { transpose } from '../data/UserItemMatrix.ts';
import type { UserItemMatrix } from '../data/UserItemMatrix.ts';
import { NormalEquations, topK } from '../kernels/index.ts';
import { ItemProducts } from './ItemProducts.ts';
import type { ItemRows } from './ItemRows.ts';
import type { Progress } from './Recommender.ts';
import { visitCooccurrence } from './cooccurrence.ts';
import type { GapWeights } from './cooccurrence.ts';

export interface NeighbourRegressionParameters {
  /** Items whose weights for one item are learned; all others stay 0. */
  neighbours: number;
  /** Penalty on the squared weights, in (weighted) interactions. */
  regularisation: number;
  /** Users count with their history length to the power of minus this: 0 counts every pair alike. */
  userNormalisation: number;
  /** Neighbours are those with the most in common with the item, divided by their own users to this power. */
  selectionExponent: number;
  /**
   * The penalty of a history item grows with its count, divided by the mean count, to this power. As much as to divide
   * history items by their counts to half of it before the regression (Park et al. 2025, "Why is normalization necessary
   * for linear recommenders?"): above 0, well-known items tell less.
   */
  penaltyExponent: number;
}

/** How pairs count in what the weights are learned from (history with history) and in what they should tell. */
export interface RegressionGaps {
  readonly between?: GapWeights;
  /** Of a history item as seen from the target. Default: as `between`. */
  readonly towards?: GapWeights;
}

/**
 * For each item the least-squares weights of its best neighbours, solved in closed form over those neighbours alone: the
 * normal equations (G + regularisation) w = g. The rows go from history item to target. Costs the neighbours cubed per
 * item, so it reaches every item of a catalogue for which one inverse of all is too large.
 */
export function neighbourRegression(
  byUser: UserItemMatrix,
  parameters: NeighbourRegressionParameters,
  { between, towards }: RegressionGaps,
  progress: Progress,
): ItemRows {
  const { neighbours: most, regularisation, userNormalisation, penaltyExponent } = parameters;
  const { items } = byUser;
  const byItem = transpose(byUser);
  const users = Uint32Array.from({ length: items }, (_, item) => byItem.offsets[item + 1] - byItem.offsets[item]);
  const ofUser = Float64Array.from(
    { length: byUser.users },
    (_, user) => Math.max(1, byUser.offsets[user + 1] - byUser.offsets[user]) ** -userNormalisation,
  );
  const meanUsers = byUser.indices.length / Math.max(1, users.filter((count) => count > 0).length);
  const penalties = Float64Array.from(users, (count) => regularisation * (count / meanUsers) ** penaltyExponent);
  const products = new ItemProducts(users);
  const neighbourhoods = new Neighbourhoods(users, products.rank, parameters);
  visitCooccurrence(
    byUser,
    byItem,
    (item, others, count, sums) => {
      products.add(item, others.subarray(0, count), sums);
      if (towards === undefined) neighbourhoods.choose(item, others, count, sums);
    },
    { ofUser, ofGap: between },
  );
  if (towards !== undefined) {
    const choose = neighbourhoods.choose.bind(neighbourhoods);
    visitCooccurrence(byUser, byItem, choose, { ofUser, ofGap: towards });
  }
  progress(0.5, 'neighbours');

  const { chosen, targets, counts } = neighbourhoods;
  const weights = new Float32Array(items * most);
  const system = new NormalEquations(most);
  for (let item = 0; item < items; item += 1) {
    const size = counts[item];
    if (size === 0) continue;
    const start = item * most;
    const { matrix, width } = system;
    products.fill(chosen.subarray(start, start + size), matrix, width);
    for (let place = 0; place < size; place += 1) matrix[place * width + place] += penalties[chosen[start + place]];
    weights.set(system.solve(targets.subarray(start, start + size)), start);
    if (item % 4096 === 0) progress(0.5 + (0.5 * item) / items, 'weights');
  }
  return bySource(neighbourhoods, weights, most);
}

/** Each item's neighbours and what they have in common with it: items x most, of which item i has counts[i]. */
class Neighbourhoods {
  readonly chosen: Uint32Array;
  readonly targets: Float64Array;
  readonly counts: Uint32Array;
  readonly #most: number;
  readonly #rank: Uint32Array;
  readonly #scale: Float64Array;
  readonly #strength: Float32Array;

  constructor(users: Uint32Array, rank: Uint32Array, { neighbours, selectionExponent }: NeighbourRegressionParameters) {
    this.#most = neighbours;
    this.#rank = rank;
    this.chosen = new Uint32Array(users.length * neighbours);
    this.targets = new Float64Array(users.length * neighbours);
    this.counts = new Uint32Array(users.length);
    this.#scale = Float64Array.from(users, (count) => Math.max(1, count) ** -selectionExponent);
    this.#strength = new Float32Array(users.length);
  }

  choose(item: number, others: Uint32Array, count: number, sums: Float64Array): void {
    const strength = this.#strength;
    for (let entry = 0; entry < count; entry += 1) {
      const other = others[entry];
      strength[entry] = other === item ? Number.NEGATIVE_INFINITY : sums[other] * this.#scale[other];
    }
    const best = topK(strength, Math.min(this.#most, count), count).map((entry) => others[entry]);
    best.sort((a, b) => this.#rank[a] - this.#rank[b]);
    this.counts[item] = best.length;
    this.chosen.set(best, item * this.#most);
    best.forEach((other, place) => (this.targets[item * this.#most + place] = sums[other]));
  }
}

/** Weights are learned by target item; scoring goes by history item. Rows come out in ascending order of targets. */
function bySource({ chosen, counts }: Neighbourhoods, weights: Float32Array, most: number): ItemRows {
  const items = counts.length;
  const offsets = new Uint32Array(items + 1);
  const each = (visit: (source: number, target: number, place: number) => void): void => {
    for (let target = 0; target < items; target += 1) {
      for (let place = target * most; place < target * most + counts[target]; place += 1) {
        visit(chosen[place], target, place);
      }
    }
  };
  each((source) => (offsets[source + 1] += 1));
  for (let item = 0; item < items; item += 1) offsets[item + 1] += offsets[item];
  const cursor = offsets.slice(0, -1);
  const indices = new Uint32Array(offsets[items]);
  const values = new Float32Array(indices.length);
  each((source, target, place) => {
    const entry = cursor[source]++;
    indices[entry] = target;
    values[entry] = weights[place];
  });
  return { offsets, indices, values };
}
