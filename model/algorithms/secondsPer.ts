import type { DataSize } from '../data/DataSize.ts';
import { subspaceIterations } from './subspace.ts';

/** CPU-seconds per elementary step of a fit, measured on one 2020s server core. */
export const secondsPer = {
  /** Cubed size of an inverse. */
  inversion: 5.5e-11,
  /** Pair of items of one user, counted; and pair of items that some user has, sorted out and kept. */
  pair: 4e-9,
  distinctPair: 1.3e-7,
  /** Pair of items of one user, met by its distance; and pair that is added to a dense matrix. */
  linkedPair: 1e-8,
  gramPair: 1.5e-8,
  /** Entry of a dense matrix whose rows are looked through for what to keep. */
  denseEntry: 1.2e-7,
  /** Item of a regression over chosen neighbours. */
  neighbourhood: 1.5e-4,
  /** Interaction, epoch and dimension of alternating least squares, and user or item, epoch and squared dimension. */
  factorEntry: 5e-10,
  factorVector: 1.5e-10,
  /** Interaction, dimension and pass of a subspace iteration, and item, squared dimension and iteration. */
  subspaceEntry: 2.2e-9,
  subspaceVector: 2e-9,
  /** Item whose attributes are collected. */
  described: 1e-5,
  /** Interaction, epoch and dimension of gradient descent. */
  gradientStep: 1e-8,
  /** Interaction, epoch, rival and dimension of a sampled softmax. */
  rivalEntry: 1.7e-9,
} as const;

/** Of the dominant directions of the co-occurrence graph. */
export function subspaceSeconds({ interactions, items }: DataSize, dimensions: number): number {
  const { subspaceEntry, subspaceVector } = secondsPer;
  return (
    subspaceIterations * (subspaceEntry * interactions * dimensions * 2 + subspaceVector * items * dimensions ** 2)
  );
}

/** Of one pass over the items that users have in common. On dense data most pairs are ones that were met before. */
export function cooccurrenceSeconds({ pairs, distinctPairs }: DataSize): number {
  return secondsPer.pair * pairs + secondsPer.distinctPair * distinctPairs;
}

/** Of one pass over so many pairs of interactions that stand near each other. */
export function linkSeconds({ distinctPairs }: DataSize, links: number): number {
  return secondsPer.linkedPair * links + secondsPer.distinctPair * Math.min(links, distinctPairs);
}

/** Of the least squares of every item over its best neighbours. */
export function neighbourRegressionSeconds(size: DataSize): number {
  return cooccurrenceSeconds(size) + secondsPer.neighbourhood * size.items;
}
