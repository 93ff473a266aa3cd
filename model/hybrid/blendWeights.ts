/**
 * Weights for a history of that length: interpolated between the two nearest lengths at which they were learned, on a
 * logarithmic scale, so that one more event never makes a jump. An empty history has the weights of length 0 alone.
 */
export function blendWeights(
  parameters: { historyLengths: readonly number[]; weights: readonly (readonly number[])[] },
  length: number,
): readonly number[] {
  const { historyLengths, weights } = parameters;
  if (length === 0) return weights[0];
  let upper = 1;
  while (upper < historyLengths.length && historyLengths[upper] < length) upper += 1;
  if (upper === historyLengths.length) return weights[upper - 1];
  if (upper === 1 || historyLengths[upper] === length) return weights[upper];
  const below = Math.log(historyLengths[upper - 1]);
  const part = (Math.log(length) - below) / (Math.log(historyLengths[upper]) - below);
  return weights[upper].map((weight, index) => part * weight + (1 - part) * weights[upper - 1][index]);
}
