import { standardDeviation } from '../kernels/index.ts';

/**
 * The spread of a component's scores over the catalogue (standard deviation), by which they are divided so that
 * components can be added; 0 where all scores are equal and the component has nothing to say. The mean is not taken
 * off: it would not change the order, and without it the parts of a score still add up.
 */
export function scaleOf(scores: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (let item = 0; item < scores.length; item += 1) {
    sum += scores[item];
    squares += scores[item] * scores[item];
  }
  return standardDeviation(sum, squares, scores.length);
}
