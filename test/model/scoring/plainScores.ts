import type { ComponentArtifact } from '../../../model/algorithms/Recommender.ts';
import type { ReasonCode } from '../../../model/contract/index.ts';
import type { History, ScoreContext } from '../../../model/data/History.ts';
import { foldIn } from '../kernels/reference/foldIn.ts';

/** One part of a score. */
export interface Contribution {
  readonly code: ReasonCode;
  readonly share: number;
  /** The history item that speaks, or undefined. */
  readonly itemIndex?: number;
  /** The attribute that speaks ("tag:space"), or undefined. */
  readonly attribute?: string;
}

/** By item: the parts that its score is the sum of. */
export type PlainParts = (item: number) => Contribution[];

interface Arrays {
  readonly [name: string]: ArrayLike<number>;
}

type PlainAlgorithm = (saved: ComponentArtifact, history: History, context: ScoreContext, items: number) => PlainParts;

const millisecondsPerDay = 86_400_000;

/** The entries of one row of a sparse matrix. */
function rowOf({ offsets, indices, values }: Arrays, row: number): Map<number, number> {
  const entries = new Map<number, number>();
  for (let entry = offsets[row]; entry < offsets[row + 1]; entry += 1) entries.set(indices[entry], values[entry]);
  return entries;
}

function product(table: ArrayLike<number>, a: number, b: number, dimensions: number): number {
  let sum = 0;
  for (let index = 0; index < dimensions; index += 1)
    sum += table[a * dimensions + index] * table[b * dimensions + index];
  return sum;
}

const popularity: PlainAlgorithm =
  ({ parameters, arrays }) =>
  (item) => [{ code: (parameters.halfLifeDays as number) > 0 ? 'TRENDING' : 'POPULAR', share: arrays.counts[item] }];

/** The weighted rows of the history's items. */
const itemRows: PlainAlgorithm = ({ parameters, arrays }, { items, weights }) => {
  const rows = Array.from(items, (item) => rowOf(arrays, item));
  return (item) =>
    rows.flatMap((row, event): Contribution[] => {
      const value = row.get(item);
      if (value === undefined) return [];
      return [{ code: parameters.code as ReasonCode, itemIndex: items[event], share: weights[event] * value }];
    });
};

/** The products with the vector that alternating least squares would find for this user, in 64 bits. */
const factors: PlainAlgorithm = ({ parameters, arrays }, { items, weights }, _context, catalogue) => {
  const { dimensions, unobservedWeight, regularisation, frequencyExponent } = parameters as Record<string, number>;
  const vectors = arrays.factors as Float32Array;
  const strength = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const penalty = regularisation * (strength + unobservedWeight * catalogue) ** frequencyExponent;
  const diagonal = Array.from({ length: dimensions }, (_, axis) => {
    let square = 0;
    for (let item = 0; item < catalogue; item += 1) square += vectors[item * dimensions + axis] ** 2;
    return unobservedWeight * square + penalty;
  });
  if (items.length === 0) return () => [];
  const { shares } = foldIn(vectors, dimensions, { items, weights, diagonal });
  return (item) =>
    Array.from(shares(item), (share, event) => ({ code: 'SIMILAR_USERS', itemIndex: items[event], share }));
};

/** The product with a sum of vectors that fade at several paces, brought to unit mean square. */
const fadingFactors: PlainAlgorithm = ({ parameters, arrays }, { items, weights }) => {
  const { dimensions, paces } = parameters as { dimensions: number; paces: number[] };
  const { inputs, mix, vectors, rotation } = arrays;
  const axes = Array.from({ length: dimensions }, (_, axis) => axis);
  const parts = Array.from(items, (item, event) =>
    axes.map((axis) => {
      const age = items.length - 1 - event;
      const heard = paces.reduce(
        (sum, pace, index) => sum + mix[index * dimensions + axis] * (1 - pace) * pace ** age,
        0,
      );
      return weights[event] * heard * inputs[item * dimensions + axis];
    }),
  );
  const query = axes.map((axis) => parts.reduce((sum, part) => sum + part[axis], 0));
  const scale = 1 / Math.sqrt(query.reduce((sum, value) => sum + value ** 2, 0) / dimensions + 1e-6);
  const turned = parts.map((part) =>
    axes.map((to) => part.reduce((sum, value, from) => sum + value * rotation[from * dimensions + to], 0)),
  );
  return (item) =>
    turned.map((part, event): Contribution => {
      const share = scale * part.reduce((sum, value, axis) => sum + value * vectors[item * dimensions + axis], 0);
      return { code: 'OFTEN_NEXT', itemIndex: items[event], share };
    });
};

const graphFilter: PlainAlgorithm = (saved, history, context, catalogue) => {
  const { dimensions, lowPassWeight } = saved.parameters as Record<string, number>;
  const { basis, itemScale } = saved.arrays;
  const linear = itemRows(saved, history, context, catalogue);
  return (item) => [
    ...linear(item),
    ...Array.from(history.items, (itemIndex, event): Contribution => {
      const scale = itemScale[item] > 0 ? itemScale[itemIndex] / itemScale[item] : 0;
      const share = history.weights[event] * lowPassWeight * scale * product(basis, itemIndex, item, dimensions);
      return { code: 'SIMILAR_USERS', itemIndex, share };
    }),
  ];
};

const content: PlainAlgorithm = ({ parameters, arrays }, { items, weights }) => {
  const rows = Array.from(items, (item) => rowOf(arrays, item));
  return (item) =>
    [...rowOf(arrays, item)].flatMap(([attribute, own]) =>
      rows.flatMap((row, event): Contribution[] => {
        const value = row.get(attribute);
        if (value === undefined) return [];
        const name = (parameters.names as string[])[attribute];
        const share = weights[event] * value * own;
        return [{ code: 'SIMILAR_CONTENT', itemIndex: items[event], attribute: name, share }];
      }),
    );
};

const attributeFactors: PlainAlgorithm = ({ parameters, arrays }, { items, weights }) => {
  const dimensions = parameters.dimensions as number;
  const signal = Float64Array.from({ length: dimensions }, (_, axis) =>
    items.reduce((sum, item, event) => sum + weights[event] * arrays.source[item * dimensions + axis], 0),
  );
  return (item) =>
    [...rowOf(arrays, item)].map(([attribute, value]) => ({
      code: 'SIMILAR_CONTENT',
      attribute: (parameters.names as string[])[attribute],
      share: signal.reduce((sum, one, axis) => sum + value * one * arrays.targetMap[attribute * dimensions + axis], 0),
    }));
};

const momentPopularity: PlainAlgorithm = ({ arrays }, { items, weights, ages }, { now }, catalogue) => {
  const { lifts, bounds } = arrays;
  if (now === undefined || bounds.length === 0) return () => [];
  const total = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const votes = Array.from(items, (_, event) => {
    const time = now - ages[event] * millisecondsPerDay;
    return { part: Array.from(bounds).filter((bound) => bound <= time).length, vote: Math.abs(weights[event]) / total };
  });
  return (item) => {
    const share = votes.reduce((sum, { part, vote }) => sum + vote * lifts[part * catalogue + item], 0);
    return [{ code: 'TRENDING', share }];
  };
};

const contextPopularity: PlainAlgorithm = ({ parameters, arrays }, _history, context, catalogue) => {
  const { hourOfDay, dayOfWeek, device } = context;
  const known = (parameters.deviceNames as string[]).indexOf(device ?? '');
  const slots: [number, string][] = [];
  // Six blocks of four hours, seven days, then the devices.
  if (hourOfDay !== undefined) slots.push([Math.floor(hourOfDay / 4), `hour:${hourOfDay}`]);
  if (dayOfWeek !== undefined) slots.push([6 + dayOfWeek, `weekday:${dayOfWeek}`]);
  if (known >= 0) slots.push([13 + known, `device:${device}`]);
  return (item) =>
    slots.map(([slot, attribute]) => ({ code: 'CONTEXT', attribute, share: arrays.lifts[slot * catalogue + item] }));
};

const byAlgorithm: Readonly<Record<string, PlainAlgorithm>> = {
  popularity,
  content,
  attributeFactors,
  graphFilter,
  momentPopularity,
  contextPopularity,
  itemKNN: itemRows,
  slim: itemRows,
  slit: itemRows,
  ease: itemRows,
  transitions: itemRows,
  ials: factors,
  bpr: factors,
  fadingFactors,
};

/**
 * The parts of an algorithm's scores by plain loops over what it saves: slow, in 64 bits, and what its scorer is held to.
 * `items`: length of the catalogue.
 */
export function plainParts(
  algorithm: string,
  saved: ComponentArtifact,
  history: History,
  context: ScoreContext,
  items: number,
): PlainParts {
  const plain = byAlgorithm[algorithm];
  if (plain === undefined) throw new Error(`${algorithm} has no plain version here: write one to hold its scorer to.`);
  return plain(saved, history, context, items);
}

/** The scores of all items. */
export function plainScores(parts: PlainParts, items: number): Float64Array {
  return Float64Array.from({ length: items }, (_, item) => parts(item).reduce((sum, { share }) => sum + share, 0));
}

/** The standard deviation of scores over the catalogue, 0 where they are equal to rounding. */
export function plainDeviation(scores: ArrayLike<number>): number {
  const values = Array.from(scores);
  const mean = values.reduce((sum, score) => sum + score, 0) / values.length;
  const square = values.reduce((sum, score) => sum + score ** 2, 0) / values.length;
  const variance = square - mean ** 2;
  return variance > 1e-12 * square ? Math.sqrt(variance) : 0;
}
