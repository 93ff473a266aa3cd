import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../model/statistics/createRandom.ts';
import type { CasePool } from '../../../model/tuning/CasePool.ts';
import { pruneWeights } from '../../../model/tuning/pruneWeights.ts';
import type { BlendPart } from '../../../model/tuning/steadyWeights.ts';

const size = 30;
const random = createRandom(5);

const parts = (...families: string[]): BlendPart[] =>
  families.map((family) => ({ family, mayBeNegative: false, isPersonal: true, takesPart: true }));

/** Cases whose first item is right: every component is the sum of what it knows, by source, in noise that goes with the source. */
function cases(count: number, components: readonly (readonly number[])[], kind = ''): CasePool[] {
  return Array.from({ length: count }, () => {
    const sources = components[0].map(() =>
      Float64Array.from({ length: size }, (_, item) => random() + (item === 0 ? 0.3 : 0)),
    );
    const features = Float32Array.from({ length: components.length * size }, (_, index) =>
      components[Math.floor(index / size)].reduce((sum, part, source) => sum + part * sources[source][index % size], 0),
    );
    return { kind, weight: 1, historyLength: 10, positives: 1, relevantCount: 1, size, features };
  });
}

describe('pruneWeights', () => {
  it('leaves what is below a fiftieth of all weight, and nothing else while there is room', () => {
    const some = cases(20, [[1], [1], [1]]);
    expect(pruneWeights([1, 0.01, -0.5], some, parts('a', 'b', 'c'), 3)).toEqual([1, 0, -0.5]);
    expect(pruneWeights([1, 0, 0.5], some, parts('a', 'b', 'c'), 2)).toEqual([1, 0, 0.5]);
  });

  it('keeps a small weight that alone knows something, and drops a large one that another repeats', () => {
    const repeated = [1, 0];
    const kept = pruneWeights(
      [3, 2.5, 0.3],
      cases(300, [repeated, repeated, [0, 10]]),
      parts('one', 'other', 'own'),
      2,
    );
    expect(kept[2]).toBe(0.3);
    expect(kept.filter((weight) => weight !== 0)).toHaveLength(2);
  });

  it('gives the weight to a relative where that loses less, and to no other family', () => {
    const repeated = [1, 0];
    const own = [0, 0.5];
    const some = cases(1500, [repeated, repeated, own]);
    // Without its inheritance what is left of the pair would be half of what it was, and that was little.
    expect(pruneWeights([0.5, 0.6, 4], some, parts('a', 'a', 'b'), 2)).toEqual([0, 1.1, 4]);
    const unrelated = pruneWeights([0.5, 0.6, 4], some, parts('a', 'b', 'c'), 2);
    expect(unrelated.every((weight, index) => weight === 0 || weight === [0.5, 0.6, 4][index])).toBe(true);
  });

  it('counts a kind with few cases as much as one with many', () => {
    const many = cases(1500, [
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    // Left out, the second costs the many a part of what they get, the third the few nearly all.
    const few = cases(100, [
      [0, 0],
      [0, 0],
      [0, 1],
    ]).map((one) => ({ ...one, kind: 'few' }));
    expect(pruneWeights([2, 2, 0.5], [...many, ...few], parts('a', 'b', 'c'), 2)[2]).toBe(0.5);
  });
});
