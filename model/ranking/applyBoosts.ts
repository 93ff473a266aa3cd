/**
 * Multiplies the distance of each boosted item's score to the lowest score of the catalogue, so that a factor above 1
 * never lowers an item and one below 1 never raises it, whatever the sign of the scores. Changes `scores`; returns what
 * each boosted item gained.
 * @param factors by item, above 0
 */
export function applyBoosts(
  scores: Float32Array,
  factors: ReadonlyMap<number, number> | undefined,
): ReadonlyMap<number, number> {
  const gains = new Map<number, number>();
  if (factors === undefined) return gains;
  const lowest = scores.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  for (const [item, factor] of factors) {
    if (factor === 1) continue;
    const gain = (factor - 1) * (scores[item] - lowest);
    gains.set(item, gain);
    scores[item] += gain;
  }
  return gains;
}
