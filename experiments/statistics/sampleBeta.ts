/** A uniform number, at least 0 and below 1. */
export type UniformRandom = () => number;

/** A number of the beta distribution, as a share of two gamma numbers. */
export function sampleBeta(first: number, second: number, random: UniformRandom): number {
  const gamma = sampleGamma(first, random);
  return gamma / (gamma + sampleGamma(second, random));
}

/** A number of the gamma distribution with scale 1 (Marsaglia and Tsang, ACM TOMS 26, 2000). */
export function sampleGamma(shape: number, random: UniformRandom): number {
  if (shape < 1) return sampleGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = sampleNormal(random);
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A standard normal number (Box and Muller, 1958). */
const sampleNormal = (random: UniformRandom): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
