/**
 * How much it says of people that they share an item: `1 / log2(1 + people)`, so that what everybody has says little
 * (Adamic and Adar, Friends and neighbors on the Web, Social Networks 25, 2003).
 * @param people who are interested in the item, the asked person among them: 1 or more
 * @returns 1 where there is nobody else, then less and less
 */
export const itemWeight = (people: number): number => 1 / Math.log2(1 + people);

/**
 * The cosine of two people, each a vector over items with the root of an item's weight where they are interested in it:
 * `common / √(own · other)`, sums of the weights of the items that both have, the one has, the other has. How many are
 * interested in an item that only the other has is not known: it weighs what the person's weigh on average.
 * @param weights of the person's items, by id
 * @param itemIds of the other, each once
 * @returns 0 for nothing in common to 1 for the same items
 */
export function similarity(weights: ReadonlyMap<string, number>, itemIds: string[]): number {
  const own = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  const shared = itemIds.flatMap((itemId) => weights.get(itemId) ?? []);
  const common = shared.reduce((sum, weight) => sum + weight, 0);
  if (common === 0) return 0;
  const other = common + (itemIds.length - shared.length) * (own / weights.size);
  // Sums in another order may differ in their last digit.
  return Math.min(1, common / Math.sqrt(own * other));
}
