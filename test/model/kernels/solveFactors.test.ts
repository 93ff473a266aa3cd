import { describe, expect, test } from 'vitest';
import { gemm, solveFactors as publicSolve } from '../../../model/kernels/index.ts';
import { solveFactors as referenceSolve } from './reference/solveFactors.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

describe.each([
  ['reference', referenceSolve],
  ['public', publicSolve],
])('solveFactors (%s)', (_name, solveFactors) => {
  test('solves a diagonal problem as by hand', () => {
    // One entry with y = e1, w = 3, v = 4, shared = 0, regularisation 1: (3 + 1) x = 4, so x = e1.
    const solved = solveFactors(
      {
        dimensions: 4,
        rows: { offsets: Uint32Array.of(0, 1), indices: Uint32Array.of(1), values: Float32Array.of(3) },
        targets: Float32Array.of(4),
        fixed: Float32Array.of(9, 9, 9, 9, 1, 0, 0, 0),
        shared: new Float32Array(16),
        regularisation: Float32Array.of(1),
        steps: 1,
      },
      new Float32Array(4),
    );
    [1, 0, 0, 0].forEach((value, index) => expect(solved[index]).toBeCloseTo(value, 6));
  });

  test('meets the normal equations after as many steps as dimensions, and empty rows become zero', () => {
    const random = seededRandom(11);
    const dimensions = 8;
    const fixed = randomArray(20 * dimensions, random);
    const shared = gemm(fixed, fixed, dimensions, dimensions, 20, { transposeA: true, alpha: 0.1 });
    const offsets = Uint32Array.of(0, 5, 5, 12);
    const indices = Uint32Array.of(1, 4, 7, 9, 19, 0, 3, 5, 8, 11, 12, 13);
    const values = Float32Array.from({ length: 12 }, () => 0.5 + random());
    const targets = Float32Array.from({ length: 12 }, () => 0.5 + random());
    const regularisation = Float32Array.of(0.5, 0.5, 0.7);
    const solved = randomArray(3 * dimensions, random);
    solveFactors(
      { dimensions, rows: { offsets, indices, values }, targets, fixed, shared, regularisation, steps: 12 },
      solved,
    );
    expect([...solved.subarray(8, 16)]).toEqual(Array(8).fill(0));
    for (const row of [0, 2]) {
      const x = solved.subarray(row * dimensions, (row + 1) * dimensions);
      for (let index = 0; index < dimensions; index += 1) {
        let difference = regularisation[row] * x[index];
        for (let other = 0; other < dimensions; other += 1) difference += shared[index * dimensions + other] * x[other];
        for (let entry = offsets[row]; entry < offsets[row + 1]; entry += 1) {
          const y = fixed.subarray(indices[entry] * dimensions, (indices[entry] + 1) * dimensions);
          const inner = y.reduce((sum, value, position) => sum + value * x[position], 0);
          difference += y[index] * (values[entry] * inner - targets[entry]);
        }
        expect(Math.abs(difference)).toBeLessThan(1e-4);
      }
    }
  });

  test('absent values and targets mean one', () => {
    const rows = { offsets: Uint32Array.of(0, 2), indices: Uint32Array.of(0, 1) };
    const common = {
      dimensions: 4,
      fixed: Float32Array.of(1, 0, 2, 0, 0, 1, 0, 1),
      shared: new Float32Array(16),
      regularisation: Float32Array.of(0.3),
      steps: 4,
    };
    const implied = solveFactors({ ...common, rows }, new Float32Array(4));
    const ones = Float32Array.of(1, 1);
    const explicit = solveFactors({ ...common, rows: { ...rows, values: ones }, targets: ones }, new Float32Array(4));
    expect([...implied]).toEqual([...explicit]);
  });
});

test('the public and the reference version agree on the same sweep', () => {
  const random = seededRandom(5);
  const dimensions = 16;
  const fixed = randomArray(30 * dimensions, random);
  const offsets = Uint32Array.from({ length: 41 }, (_, row) => row * 3);
  const problem = {
    dimensions,
    rows: {
      offsets,
      indices: Uint32Array.from({ length: 120 }, () => Math.floor(random() * 30)),
      values: Float32Array.from({ length: 120 }, () => random() * 2),
    },
    fixed,
    shared: gemm(fixed, fixed, dimensions, dimensions, 30, { transposeA: true, alpha: 0.2 }),
    regularisation: Float32Array.from({ length: 40 }, () => 0.1 + random()),
    steps: 3,
  };
  const start = randomArray(40 * dimensions, random);
  const expected = referenceSolve(problem, Float32Array.from(start));
  const actual = publicSolve(problem, Float32Array.from(start));
  expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 3));
});
