import { createRandom } from './createRandom.ts';

/** The 2.5 % and 97.5 % points of the mean over users, by the bootstrap over users (Efron 1979). */
export function confidenceInterval(values: Float64Array, seed: number, resamples = 1000): [low: number, high: number] {
  const random = createRandom(seed);
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let draw = 0; draw < values.length; draw += 1) sum += values[Math.floor(random() * values.length)];
    return sum / Math.max(1, values.length);
  }).sort();
  return [means[Math.floor(0.025 * resamples)], means[Math.ceil(0.975 * resamples) - 1]];
}
