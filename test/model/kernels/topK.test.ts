import { expect, test } from 'vitest';
import { topK, Workspace } from '../../../model/kernels/index.ts';
import { plainTopK } from '../../../model/kernels/plainTopK.ts';
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

test('the kernel equals the plain version, in a workspace and out of it, with NaN, -Infinity and ties', () => {
  const random = seededRandom(8);
  const workspace = new Workspace(2 ** 18);
  for (const length of [512, 1000, 5003]) {
    const scores = Float32Array.from({ length }, () => {
      const draw = random();
      return draw < 0.05 ? Number.NaN : draw < 0.1 ? Number.NEGATIVE_INFINITY : Math.floor(random() * 900);
    });
    workspace.reset();
    const resident = workspace.float32(length);
    resident.set(scores);
    for (const k of [1, 25, 114, 511, length]) {
      const expected = [...plainTopK(scores, k)];
      expect([...topK(scores, k)]).toEqual(expected);
      expect([...topK(resident, k)]).toEqual(expected);
      expect([...topK(scores, k, length - 100)]).toEqual([...plainTopK(scores, k, length - 100)]);
    }
    resident.fill(Number.NaN);
    expect(topK(resident, 5)).toHaveLength(0);
  }
});

test('collectFrom finds every value at or above a floor, pickValues takes them', () => {
  const random = seededRandom(2);
  const workspace = new Workspace(2 ** 18);
  for (const length of [1, 15, 16, 1003]) {
    workspace.reset();
    const values = workspace.float32(length);
    values.forEach((_, index) => (values[index] = Math.floor(random() * 50)));
    const out = workspace.uint32(length);
    const picked = workspace.float32(length);
    for (const floor of [0, 25, 48, 60]) {
      const count = workspace.kernels.collectFrom(values.byteOffset, length, floor, out.byteOffset);
      const expected = [...values.keys()].filter((index) => values[index] >= floor);
      expect([...out.subarray(0, count)]).toEqual(expected);
      workspace.kernels.pickValues(values.byteOffset, out.byteOffset, count, picked.byteOffset);
      expect([...picked.subarray(0, count)]).toEqual(expected.map((index) => values[index]));
    }
  }
});
