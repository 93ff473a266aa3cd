/** Wagers from bold to timid: for tens of conversions up to ten million. Each is 1.5 times the next. */
const wagers = Array.from({ length: 18 }, (_, step) => 0.7 / 1.5 ** step);
/** `-log(1 - w) - w`: what a wager pays for each unit of variance (Fan, Grama and Liu, 2015). */
const costs = wagers.map((wager) => -Math.log1p(-wager) - wager);

/**
 * The logarithm of the evidence against a mean of 0, from a sum of observations and the sum of their squared distances
 * from what was predicted of them; no observation may lie further than 1 from its prediction. Under the null hypothesis
 * the evidence is a non-negative supermartingale that starts at 1, so the chance that it ever reaches 1/α is at most α
 * (Ville 1939), however often somebody looks and whenever they stop.
 *
 * The empirical-Bernstein process of Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic
 * confidence sequences", Annals of Statistics 49 (2021), theorem 4, mixed evenly over wagers and both signs.
 */
export function logEvidence(sum: number, variance: number): number {
  const deviation = Math.abs(sum);
  let greatest = -Infinity;
  for (let index = 0; index < wagers.length; index += 1) {
    greatest = Math.max(greatest, wagers[index] * deviation - costs[index] * variance);
  }
  let total = 0;
  for (let index = 0; index < wagers.length; index += 1) {
    const gain = wagers[index] * deviation;
    const cost = costs[index] * variance + greatest;
    total += Math.exp(gain - cost) + Math.exp(-gain - cost);
  }
  return greatest + Math.log(total / (2 * wagers.length));
}

/** The smallest deviation of the sum at which the evidence reaches `1 / alpha`; in the units of `logEvidence`. */
export function boundary(variance: number, alpha: number): number {
  const needed = Math.log(1 / alpha);
  let low = 0;
  let high = 1;
  while (logEvidence(high, variance) < needed) high *= 2;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (logEvidence(middle, variance) < needed) low = middle;
    else high = middle;
  }
  return high;
}
