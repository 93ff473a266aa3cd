/** Beyond this the tail is taken from its continued fraction, because the series would lose digits. */
const tailFrom = 4;
const continuedFractionTerms = 60;

/**
 * The chance that a standard normal number is at most `value`, to about 14 digits: Marsaglia's series (Journal of
 * Statistical Software 11, 2004), and Laplace's continued fraction in the tails.
 */
export function normalCumulative(value: number): number {
  if (Number.isNaN(value)) return NaN;
  if (Math.abs(value) > 38) return value > 0 ? 1 : 0;
  const density = Math.exp((-value * value) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(value) > tailFrom) {
    let fraction = 0;
    for (let term = continuedFractionTerms; term > 0; term -= 1) fraction = term / (Math.abs(value) + fraction);
    const tail = density / (Math.abs(value) + fraction);
    return value > 0 ? 1 - tail : tail;
  }
  let sum = value;
  let before = NaN;
  for (let power = value, odd = 3; sum !== before; odd += 2) {
    before = sum;
    power *= (value * value) / odd;
    sum += power;
  }
  return 0.5 + density * sum;
}

/** The standard normal number that is not exceeded with the given chance, which lies between 0 and 1. */
export function normalQuantile(chance: number): number {
  let low = -38;
  let high = 38;
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (normalCumulative(middle) < chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The same of Student's distribution, by Fisher's expansion around the normal one (Abramowitz and Stegun 1964, 26.7.5):
 * exact to three digits from five degrees of freedom on.
 */
export function studentQuantile(chance: number, degreesOfFreedom: number): number {
  const z = normalQuantile(chance);
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, index) => sum + term / degreesOfFreedom ** (index + 1), z);
}
