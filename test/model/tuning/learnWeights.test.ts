import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import { BlendObjective } from '../../../model/tuning/BlendObjective.ts';
import type { CasePool } from '../../../model/tuning/CasePool.ts';
import {
  averagedWeights,
  gainsOf,
  isBeyondChance,
  learnWeights,
  momentWeight,
} from '../../../model/tuning/learnWeights.ts';
import { historyOfItems } from '../../../model/data/History.ts';
import type { History } from '../../../model/data/History.ts';
import { weightsByLength, weightsFor } from '../../../model/hybrid/HybridModel.ts';
import type { BlendPart } from '../../../model/tuning/steadyWeights.ts';
import { weightTable } from '../../../model/tuning/weightTable.ts';

const seed = 5;

/** A case with one right answer among 30; each component sees it with a strength, in noise. */
function poolWith(strengths: readonly number[], random: () => number, historyLength = 10): CasePool {
  const size = 30;
  const features = new Float32Array(strengths.length * size);
  strengths.forEach((strength, component) => {
    for (let item = 0; item < size; item += 1) {
      features[component * size + item] = random() + (item === 0 ? strength : 0);
    }
  });
  return { kind: '', weight: 1, historyLength, positives: 1, relevantCount: 1, size, features };
}

function pools(count: number, strengths: readonly number[], historyLength?: number): CasePool[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => poolWith(strengths, random, historyLength));
}

describe('BlendObjective', () => {
  const pool: CasePool = {
    kind: '',
    weight: 1,
    historyLength: 3,
    positives: 1,
    relevantCount: 1,
    size: 3,
    features: Float32Array.of(1, 2, 0, 3, 0, 0),
  };

  it('is the discounted gain of the right answer, worked out by hand', () => {
    const objective = new BlendObjective([pool], 2);
    objective.reset([1, 0]);
    expect(objective.value()).toBeCloseTo(1 / Math.log2(3), 12);
    expect(objective.value(1, 1)).toBe(1);
    objective.add(1, 1);
    expect(objective.value()).toBe(1);
  });

  it('does not praise ties', () => {
    const objective = new BlendObjective([pool], 2);
    expect(objective.value()).toBeCloseTo(1 / Math.log2(4), 12);
  });
});

describe('learnWeights', () => {
  it('leaves a component of pure noise out', () => {
    const [good, noise] = learnWeights(pools(300, [0.6, 0]), 2, { mayBeNegative: [false, false], tolerance: 2e-3 });
    expect(good).toBeGreaterThan(0);
    expect(Math.abs(noise)).toBeLessThan(0.5 * good);
  });

  it('blends two components that see different halves better than either', () => {
    const cases = [...pools(200, [0.7, 0.2]), ...pools(200, [0.2, 0.7])];
    const objective = new BlendObjective(cases, 2);
    const weights = learnWeights(cases, 2, { mayBeNegative: [false, false] });
    objective.reset(weights);
    const blend = objective.value();
    objective.reset([0, 0]);
    expect(blend).toBeGreaterThan(objective.value(0, 1));
    expect(blend).toBeGreaterThan(objective.value(1, 1));
  });

  it('uses a component against itself only where it may', () => {
    const cases = pools(300, [0.4, -1.5]);
    expect(learnWeights(cases, 2, { mayBeNegative: [false, true] })[1]).toBeLessThan(0);
    expect(learnWeights(cases, 2, { mayBeNegative: [false, false] })[1]).toBe(0);
  });

  it('leaves frozen weights as they are', () => {
    const options = { mayBeNegative: [false, false], frozen: [false, true], start: [1, 0.25] };
    expect(learnWeights(pools(100, [0.5, 2]), 2, options)[1]).toBe(0.25);
  });
});

describe('averagedWeights', () => {
  it('keeps what is not allowed at 0', () => {
    const weights = averagedWeights(pools(200, [2, 0.5, 0.5]), [false, false, false], [false, true, true]);
    expect(weights[0]).toBe(0);
    expect(weights[1] + weights[2]).toBeGreaterThan(0);
  });
});

describe('weightTable', () => {
  const parts = (count: number): BlendPart[] =>
    Array.from({ length: count }, (_, index) => ({
      family: `${index}`,
      mayBeNegative: false,
      isPersonal: true,
      takesPart: true,
    }));

  it('learns other weights for short histories where they want something else', () => {
    const cases = [...pools(700, [0.7, 0.05], 2), ...pools(700, [0.05, 0.7], 100)];
    const table = weightTable(cases, [], [1, 0], parts(2), 2);
    const [short, long] = [2, 100].map((length) => weightsByLength(table, length));
    expect(short[0] / short[1]).toBeGreaterThan(long[0] / long[1]);
  });

  it('drops down to the number of components that may stay', () => {
    const table = weightTable(pools(200, [0.4, 0.4, 0.4, 0.4]), [], [1, 0, 0, 0], parts(4), 2);
    expect(weightsByLength(table, 10).filter((weight) => weight !== 0)).toHaveLength(2);
  });

  it('leaves the weight of a setting that is dropped to its relative, not to other algorithms', () => {
    const families = ['a', 'b', 'b', 'b'];
    const related = parts(4).map((one, index) => ({ ...one, family: families[index] }));
    const cases = pools(600, [0.5, 0.5, 0.45, 0.45]);
    const shareOfA = (most: number): number => {
      const weights = weightsByLength(weightTable(cases, [], [1, 0, 0, 0], related, most), 10);
      return weights[0] / weights.reduce((sum, weight) => sum + weight, 0);
    };
    expect(weightsByLength(weightTable(cases, [], [1, 0, 0, 0], related, 2), 10)[0]).toBeGreaterThan(0);
    expect(Math.abs(shareOfA(2) - shareOfA(4))).toBeLessThan(0.3);
  });

  it('gives an empty history its own weights and no others', () => {
    const table = weightTable(pools(200, [1, 1]), [], [0.25, 3], parts(2), 2);
    expect(weightsByLength(table, 0)).toEqual([0.25, 3]);
    expect(weightsByLength(table, 1)).not.toEqual([0.25, 3]);
  });
});

describe('weightsByLength', () => {
  const table = { historyLengths: [0, 2, 8], weights: [[9], [1], [3]] };

  it('takes the weights of length 0 for empty histories only', () => {
    expect(weightsByLength(table, 0)).toEqual([9]);
    expect(weightsByLength(table, 1)).toEqual([1]);
  });

  it('interpolates on a logarithmic scale and stops at the ends', () => {
    expect(weightsByLength(table, 4)[0]).toBeCloseTo(2, 12);
    expect(weightsByLength(table, 8)).toEqual([3]);
    expect(weightsByLength(table, 500)).toEqual([3]);
  });
});

describe('weightsFor', () => {
  const parameters = {
    historyLengths: [0, 1],
    weights: [
      [9, 9],
      [1, 0],
    ],
    afterPause: {
      historyLengths: [0, 1],
      weights: [
        [9, 9],
        [0, 1],
      ],
    },
  };
  /** One event, so many days ago. */
  const after = (days: number): History => ({ ...historyOfItems([0]), ages: Float32Array.of(days) });

  it('has those of a visit for an hour, those after a pause from a day on, and passes over between', () => {
    expect(weightsFor(parameters, after(0))).toEqual([1, 0]);
    expect(weightsFor(parameters, after(0.04))).toEqual([1, 0]);
    const [inVisit, afterPause] = weightsFor(parameters, after(Math.sqrt(1 / 24)));
    expect(inVisit).toBeCloseTo(0.5, 5);
    expect(afterPause).toBeCloseTo(0.5, 5);
    expect(weightsFor(parameters, after(1))).toEqual([0, 1]);
    expect(weightsFor(parameters, after(400))).toEqual([0, 1]);
  });

  it('goes by the newest event, and by those of a visit where none were learned or nothing is known', () => {
    const history = { ...historyOfItems([0, 0]), ages: Float32Array.of(30, 0) };
    expect(weightsFor(parameters, history)).toEqual([1, 0]);
    expect(weightsFor({ historyLengths: [0, 1], weights: [[9], [1]] }, after(400))).toEqual([1]);
    expect(weightsFor(parameters, historyOfItems([]))).toEqual([9, 9]);
  });
});

describe('gainsOf', () => {
  it('is beyond chance where cases agree, and not where they do not', () => {
    const cases = pools(400, [0.1, 0.6]);
    expect(isBeyondChance(gainsOf(cases, [1, 0], [0, 1]))).toBe(true);
    expect(isBeyondChance(gainsOf(cases, [0, 1], [1, 0]))).toBe(false);
    expect(isBeyondChance(gainsOf(pools(400, [0.3, 0.3]), [1, 0], [0, 1]))).toBe(false);
    expect(isBeyondChance([])).toBe(false);
  });

  it('is nothing between weights that rank alike', () => {
    expect(new Set(gainsOf(pools(20, [0.3, 0.3]), [1, 0], [2, 0]))).toEqual(new Set([0]));
  });
});

describe('momentWeight', () => {
  it('lets context speak where it helps beyond chance', () => {
    expect(momentWeight(pools(400, [0.4, 0.6]), [1, 0], 1)).toBeGreaterThan(0);
  });

  it('keeps context out where it is noise', () => {
    expect(momentWeight(pools(400, [0.5, 0]), [1, 0], 1)).toBe(0);
  });
});
