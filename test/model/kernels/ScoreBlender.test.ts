import { expect, test } from 'vitest';
import { scaleOf } from '../../../model/hybrid/scaleOf.ts';
import { createScoreBlender } from '../../../model/kernels/index.ts';
import { combineRows } from '../../../model/kernels/reference/combineRows.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

test.each([1, 2, 7, 1001])('spreads and blends %i items as the plain versions do', (items) => {
  const random = seededRandom(items);
  const matrix = randomArray(3 * items, random);
  const blender = createScoreBlender(items, 3);
  for (let voice = 0; voice < 3; voice += 1) {
    const row = matrix.subarray(voice * items, (voice + 1) * items);
    blender.row(voice).set(row);
    expect(blender.spread(voice)).toBeCloseTo(scaleOf(row), 9);
  }
  const factors = [0.5, -2];
  const expected = combineRows(matrix, items, [0, 1], factors);
  const blended = blender.blend(factors);
  expected.forEach((value, item) => expect(blended[item]).toBeCloseTo(value, 5));
  expect(blender.blend([])).toEqual(new Float32Array(items));
});

test('equal scores have no spread, by hand and with rounding', () => {
  const blender = createScoreBlender(5, 1);
  blender.row(0).set([1, 2, 3, 4, 5]);
  expect(blender.spread(0)).toBeCloseTo(Math.SQRT2, 12);
  blender.row(0).fill(0.1);
  expect(blender.spread(0)).toBe(0);
});
