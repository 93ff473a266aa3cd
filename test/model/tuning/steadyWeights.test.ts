import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { BlendObjective } from '../../../model/tuning/BlendObjective.ts';
import type { CasePool } from '../../../model/tuning/CasePool.ts';
import { averagedWeights } from '../../../model/tuning/learnWeights.ts';
import { evenMixture, steadyWeights, withEqualSay } from '../../../model/tuning/steadyWeights.ts';
import type { BlendPart } from '../../../model/tuning/steadyWeights.ts';

const seed = 5;
const random = createRandom(seed);

/** Cases with one right answer among 30; each component sees it with a strength, in noise. */
function pools(count: number, kind: string, strengths: readonly number[]): CasePool[] {
  return Array.from({ length: count }, () => {
    const size = 30;
    const features = Float32Array.from({ length: strengths.length * size }, (_, index) => {
      const isAnswer = index % size === 0;
      return random() + (isAnswer ? strengths[Math.floor(index / size)] : 0);
    });
    return { kind, weight: 1, historyLength: 10, positives: 1, relevantCount: 1, size, features };
  });
}

const part = (family: string, more: Partial<BlendPart> = {}): BlendPart => ({
  family,
  mayBeNegative: false,
  isPersonal: true,
  takesPart: true,
  ...more,
});

function valueOn(cases: readonly CasePool[], weights: readonly number[]): number {
  const objective = new BlendObjective(cases, weights.length);
  objective.reset(weights);
  return objective.value();
}

const share = (weights: readonly number[], index: number): number =>
  weights[index] / weights.reduce((sum, weight) => sum + Math.abs(weight), 0);

describe('withEqualSay', () => {
  it('lets every kind count alike, however many cases it has and however hard it is', () => {
    // Right answers at the first place, and at the second: 1 and 1 / log2(3).
    const easy = { ...pools(1, 'easy', [9])[0], size: 2, features: Float32Array.of(1, 0) };
    const hard = { ...easy, kind: 'hard', features: Float32Array.of(0, 1) };
    const heard = withEqualSay([easy, easy, easy, hard], 1);
    expect(heard.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3, expect.closeTo(Math.log2(3), 12)]);
    expect(valueOn(heard, [1])).toBeCloseTo(2 / (1 + Math.log2(3)), 12);
  });
});

describe('evenMixture', () => {
  it('takes the best component of every good family that knows the user', () => {
    const cases = pools(300, '', [0.6, 0.7, 0.65, 0, 0.55]);
    const parts = [part('a'), part('a'), part('b'), part('c'), part('popularity', { isPersonal: false })];
    expect(evenMixture(cases, parts, [true, true, true, true, true])).toEqual([0, 3, 3, 0, 0]);
    expect(evenMixture(cases, parts, [true, false, true, true, true])).toEqual([3, 0, 3, 0, 0]);
  });
});

describe(`steadyWeights (seed ${seed})`, () => {
  it('gives a good family weight that one validation part sees no use for', () => {
    // The first sees whatever the second sees, and more.
    const cases = pools(400, 'random', [0.7, 0]).map((pool) => {
      const features = pool.features.slice();
      for (let item = 0; item < pool.size; item += 1) features[pool.size + item] = features[item] + 0.4 * random();
      return { ...pool, features };
    });
    expect(share(steadyWeights(cases, [part('a'), part('b')]), 1)).toBeGreaterThan(0.1);
  });

  it('is no worse than its best part on any kind, beyond chance', () => {
    const cases = [...pools(600, 'random', [0.5, 0.5]), ...pools(600, 'skewed', [0.8, -0.6])];
    const weights = steadyWeights(cases, [part('a'), part('b')]);
    // The second helps on the one kind and harms on the other; evenly mixed, it harms much more than it helps.
    const skewed = cases.filter(({ kind }) => kind === 'skewed');
    expect(valueOn(skewed, [3, 3])).toBeLessThan(0.8 * valueOn(skewed, [1, 0]));
    expect(valueOn(skewed, weights)).toBeGreaterThan(0.95 * valueOn(skewed, [1, 0]));
    expect(valueOn(cases, weights)).toBeGreaterThanOrEqual(valueOn(cases, [1, 0]));
  });

  it('mixes nothing evenly where what is in demand answers better than all that knows the user', () => {
    const cases = pools(300, 'window', [0.3, 0.3, 0.8]);
    const demand = (isPersonal: boolean) => [part('a'), part('b'), part('demand', { isPersonal })];
    const allowed = [true, true, true];
    expect(evenMixture(cases, demand(false), allowed)).toEqual([0, 0, 0]);
    expect(evenMixture(cases, demand(true), allowed)[2]).toBeGreaterThan(0);
    const learned = averagedWeights(withEqualSay(cases, 3), [false, false, false]);
    expect(steadyWeights(cases, demand(false))).toEqual(learned);
  });

  it('leaves what is not allowed or takes no part at 0', () => {
    const cases = pools(200, '', [2, 0.5, 0.5]);
    const weights = steadyWeights(cases, [part('a'), part('b'), part('c')], [false, true, true]);
    expect(weights[0]).toBe(0);
    expect(steadyWeights(cases, [part('a', { takesPart: false }), part('b'), part('c')])[0]).toBe(0);
    expect(weights[1] + weights[2]).toBeGreaterThan(0);
  });
});
