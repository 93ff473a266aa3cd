import { expect, test } from 'vitest';
import { topK } from '../../../model/kernels/index.ts';
import { seededRandom } from './seededRandom.ts';

test('best first, lower index first among equals', () => {
  expect([...topK([1, 5, 3, 5, 2], 3)]).toEqual([1, 3, 2]);
  expect([...topK([2, 2, 2, 2], 2)]).toEqual([0, 1]);
});

test('NaN and -Infinity never qualify', () => {
  expect([...topK([Number.NaN, -1, Number.NEGATIVE_INFINITY, -2], 4)]).toEqual([1, 3]);
});

test('k of zero, k above the length, a shorter length', () => {
  expect([...topK([1, 2], 0)]).toEqual([]);
  expect([...topK([1, 2], 9)]).toEqual([1, 0]);
  expect([...topK([1, 2, 9], 2, 2)]).toEqual([1, 0]);
});

test('equals a full stable sort on random scores with many ties', () => {
  const random = seededRandom(3);
  for (let round = 0; round < 50; round += 1) {
    const scores = Float32Array.from({ length: 300 }, () => Math.floor(random() * 40));
    const sorted = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a] || a - b);
    const k = 1 + Math.floor(random() * 60);
    expect([...topK(scores, k)]).toEqual(sorted.slice(0, k));
  }
});
