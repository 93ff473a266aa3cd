import type { InvocationRequest } from '../contract/index.ts';
import type { RankingCatalogue } from './RankingCatalogue.ts';

/** Several factors of one item come to no more and no less: scores stay numbers whose parts can be told apart. */
const [smallestProduct, largestProduct] = [1e-9, 1e9];

/** What each item's boosts come to, those of its categories and its own multiplied; undefined when nothing is boosted. */
export function boostFactors(
  { boosts, categoryBoosts }: Pick<InvocationRequest, 'boosts' | 'categoryBoosts'>,
  catalogue: RankingCatalogue,
  indexOfItem: (itemId: string) => number | undefined,
): ReadonlyMap<number, number> | undefined {
  if (boosts === undefined && categoryBoosts === undefined) return undefined;
  const factors = new Map<number, number>();
  const multiply = (item: number, factor: number): void => {
    factors.set(item, (factors.get(item) ?? 1) * factor);
  };
  for (const [category, factor] of Object.entries(categoryBoosts ?? {})) {
    for (const item of catalogue.itemsOfCategory(category)) multiply(item, factor);
  }
  for (const [itemId, factor] of Object.entries(boosts ?? {})) {
    const item = indexOfItem(itemId);
    if (item !== undefined) multiply(item, factor);
  }
  for (const [item, product] of factors) {
    factors.set(item, Math.min(largestProduct, Math.max(smallestProduct, product)));
  }
  return factors;
}
