/**
 * How likely it is that at least so many of the first group's cases are positive if both groups are alike: Fisher's exact
 * test, one-sided (R. A. Fisher, "On the Interpretation of χ² from Contingency Tables", 1922). Exact for few cases too,
 * where approximations cry wolf.
 */
export function fisherExact(positives: number, cases: number, otherPositives: number, otherCases: number): number {
  const all = cases + otherCases;
  const allPositives = positives + otherPositives;
  const most = Math.min(cases, allPositives);
  // The hypergeometric probability of the outcome as it is, then each next one from the one before.
  let probability = Math.exp(
    logChoose(allPositives, positives) + logChoose(all - allPositives, cases - positives) - logChoose(all, cases),
  );
  let sum = 0;
  for (let count = positives; count <= most; count += 1) {
    sum += probability;
    probability *=
      ((allPositives - count) * (cases - count)) / ((count + 1) * (all - allPositives - cases + count + 1));
    if (probability < sum * 1e-12) break;
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** Sums below 256, Stirling's series above: its error there is below 1e-15. */
function logFactorial(n: number): number {
  if (n < 256) {
    let sum = 0;
    for (let factor = 2; factor <= n; factor += 1) sum += Math.log(factor);
    return sum;
  }
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}
