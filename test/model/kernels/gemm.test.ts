import { describe, expect, test } from 'vitest';
import { gemm as publicGemm } from '../../../model/kernels/index.ts';
import { gemm as referenceGemm } from './reference/gemm.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

describe.each([
  ['reference', referenceGemm],
  ['public', publicGemm],
])('gemm (%s)', (_name, gemm) => {
  const a = Float32Array.of(1, 2, 3, 4, 5, 6);
  const b = Float32Array.of(7, 8, 9, 10, 11, 12);

  test('multiplies 2x3 by 3x2 as by hand', () => {
    expect([...gemm(a, b, 2, 2, 3)]).toEqual([58, 64, 139, 154]);
  });

  test('reads transposed operands', () => {
    // a' is 3x2 stored as 2x3; b' is 2x3 stored as 3x2: (3x2)(2x3).
    expect([...gemm(a, b, 3, 3, 2, { transposeA: true, transposeB: true })]).toEqual([
      1 * 7 + 4 * 8,
      1 * 9 + 4 * 10,
      1 * 11 + 4 * 12,
      2 * 7 + 5 * 8,
      2 * 9 + 5 * 10,
      2 * 11 + 5 * 12,
      3 * 7 + 6 * 8,
      3 * 9 + 6 * 10,
      3 * 11 + 6 * 12,
    ]);
  });

  test('adds alpha times the product to what is there', () => {
    const into = Float32Array.of(1, 1, 1, 1);
    expect(gemm(a, b, 2, 2, 3, { alpha: -1, into })).toBe(into);
    expect([...into]).toEqual([-57, -63, -138, -153]);
  });

  test.each([
    [1, 1, 1],
    [4, 8, 4],
    [5, 9, 3],
    [67, 131, 259],
    [130, 3, 600],
  ])('equals the sum of products for %i x %i x %i in all four storage orders', (m, n, k) => {
    const random = seededRandom(m * 1000 + n);
    const left = randomArray(m * k, random);
    const right = randomArray(k * n, random);
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        const product = gemm(left, right, m, n, k, { transposeA, transposeB });
        let worst = 0;
        for (let row = 0; row < m; row += 1) {
          for (let column = 0; column < n; column += 1) {
            let sum = 0;
            for (let index = 0; index < k; index += 1) {
              sum +=
                left[transposeA ? index * m + row : row * k + index] *
                right[transposeB ? column * k + index : index * n + column];
            }
            worst = Math.max(worst, Math.abs(product[row * n + column] - sum));
          }
        }
        expect(worst).toBeLessThan(1e-4);
      }
    }
  });
});
