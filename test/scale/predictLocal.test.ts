import { expect, it } from 'vitest';
import { waitsOf } from '../../scale/predictLocal.ts';

it('one machine waits as M/M/1 does while it keeps up', () => {
  // 100 ms of one processor: ten a second; at eight, rho / (mu - lambda) = 0.8 / 2.
  expect(waitsOf([8], [1], 0.1)[0]).toBeCloseTo(0.4, 9);
  expect(waitsOf([8], [2], 0.1)[0]).toBeCloseTo(0.4 / 12, 9);
});

it('leaves over what it cannot do, and works it off', () => {
  const waits = waitsOf([30, 30, 0, 0, 0, 0, 5], [1, 1, 1, 1, 1, 1, 1], 0.1);
  // 20 and 40 left over, ten of them done in each second after.
  expect(waits.slice(0, 5)).toEqual([2, 4, 3, 2, 1]);
  expect(waits[5]).toBe(0);
  expect(waits[6]).toBeCloseTo(0.5 / 5, 9);
});
