import { packRankedItems } from '../../schema/contract/rankedItems.ts';
import type { RankedItem } from '../../schema/contract/rows.ts';

/** The model reckons with floats of 32 bits, which hold 7.2. */
const digits = 7;

/** Ranked items as they leave a function: packed, with the digits of scores and shares that mean something. */
export function packItems(items: readonly RankedItem[]): string {
  return packRankedItems(
    items.map(({ itemId, score, reasons }) => ({
      itemId,
      score: rounded(score),
      reasons: reasons.map((reason) => ({ ...reason, share: rounded(reason.share) })),
    })),
  );
}

const rounded = (value: number): number => Number(value.toPrecision(digits));
