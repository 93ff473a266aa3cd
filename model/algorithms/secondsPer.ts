import type { DataSize } from '../data/DataSize.ts';

/** CPU-seconds per elementary step of a fit, measured on one 2020s server core. */
export const secondsPer = {
  /** Cubed size of an inverse. */
  inversion: 5.5e-11,
  /** Pair of items of one user, counted; and pair of items that some user has, sorted out and kept. */
  pair: 1e-8,
  distinctPair: 5e-8,
  /** Pair of items of one user, weighed by its distance. */
  linkedPair: 1e-7,
  /** Item of a regression over chosen neighbours. */
  neighbourhood: 2e-4,
  /** Interaction, epoch and dimension of alternating least squares, and user or item, epoch and squared dimension. */
  factorEntry: 7.5e-10,
  factorVector: 8.6e-11,
  /** Interaction, dimension and pass of a subspace iteration. */
  subspace: 6e-9,
  /** Interaction, epoch and dimension of gradient descent. */
  gradientStep: 1e-8,
} as const;

/** Of the dominant directions of the co-occurrence graph. */
export function subspaceSeconds({ interactions }: DataSize, dimensions: number): number {
  return secondsPer.subspace * interactions * dimensions * 16;
}

/** Of one pass over the items that users have in common. On dense data most pairs are ones that were met before. */
export function cooccurrenceSeconds({ pairs, items }: DataSize): number {
  return secondsPer.pair * pairs + secondsPer.distinctPair * Math.min(pairs, items * items);
}

/** Of the least squares of every item over its best neighbours. */
export function neighbourRegressionSeconds(size: DataSize): number {
  return cooccurrenceSeconds(size) + secondsPer.neighbourhood * size.items;
}
