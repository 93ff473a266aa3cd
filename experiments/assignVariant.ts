import { createHash } from 'node:crypto';
import { ExperimentInputError } from './ExperimentInputError.ts';

/** All users of an experiment; shares are counted in these. */
export const wholeSplit = 10_000;

/** A variant and its share of the users, in ten-thousandths. */
export interface VariantShare {
  readonly variant: string;
  readonly share: number;
}

/**
 * Where a user stands in an experiment: 0 to 9,999, the same for ever, and independent between experiments. The first
 * 48 bits of SHA-256 over `<experiment>\0<user>` in UTF-8, modulo 10,000: no id is likelier than another by more than
 * one part in 10^10.
 */
export function userBucket(experimentId: string, userId: string): number {
  return createHash('sha256').update(`${experimentId}\0${userId}`).digest().readUIntBE(0, 6) % wholeSplit;
}

/**
 * The variant that a user gets, or undefined for the rest that takes no part (shares may add up to less than all).
 *
 * The same split gives a user the same variant on every call and machine. Another split moves only users whose bucket
 * changes hands; whoever was exposed before keeps the variant that the exposure names.
 *
 * @param split in a fixed order
 */
export function assignVariant(
  experimentId: string,
  userId: string,
  split: readonly VariantShare[],
): string | undefined {
  checkSplit(split);
  let left = userBucket(experimentId, userId);
  for (const { variant, share } of split) {
    left -= share;
    if (left < 0) return variant;
  }
  return undefined;
}

/** @throws ExperimentInputError naming the first thing that is wrong. */
export function checkSplit(split: readonly VariantShare[]): void {
  let total = 0;
  const names = new Set<string>();
  for (const { variant, share } of split) {
    if (!Number.isInteger(share) || share < 0 || share > wholeSplit) {
      throw new ExperimentInputError(
        `The share of "${variant}" must be a whole number of ten-thousandths from 0 to ${wholeSplit}, not ${share}.`,
      );
    }
    if (names.has(variant)) throw new ExperimentInputError(`The split names "${variant}" twice; name it once.`);
    names.add(variant);
    total += share;
  }
  if (total > wholeSplit) {
    throw new ExperimentInputError(`The shares add up to ${total}; they may come to ${wholeSplit} at most.`);
  }
}
