/**
 * Multiplies the distance of each boosted item's score to the lowest score of the catalogue, so that a factor above 1
 * never lowers an item and one below 1 never raises it, whatever the sign of the scores. Changes `scores`; returns what
 * each boosted item gained.
 */
export function applyBoosts(
  scores: Float32Array,
  boosts: Readonly<Record<string, number>> | undefined,
  indexOfItem: (itemId: string) => number | undefined,
): ReadonlyMap<number, number> {
  const gains = new Map<number, number>();
  if (boosts === undefined) return gains;
  const lowest = scores.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  for (const [itemId, factor] of Object.entries(boosts)) {
    const item = indexOfItem(itemId);
    if (item === undefined || factor === 1) continue;
    const gain = (factor - 1) * (scores[item] - lowest);
    gains.set(item, gain);
    scores[item] += gain;
  }
  return gains;
}
