import { expect, test } from 'vitest';
import { FoldIn, NotPositiveDefiniteError } from '../../../model/kernels/index.ts';
import { foldIn as referenceFoldIn } from './reference/foldIn.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

test('one item in one direction, as by hand', () => {
  // (1 + 3) x = 3 along the first axis: x = 0.75, and the item itself scores 0.75, all of it from its one event.
  const foldIn = new FoldIn(Float32Array.of(1, 0, 0, 0, 0, 2, 0, 0), 4);
  const solution = foldIn.solve({ items: [0], weights: [3], diagonal: [1, 1, 1, 1] });
  expect([...solution]).toEqual([0.75, 0, 0, 0]);
  expect([...foldIn.shares([0, 1])]).toEqual([0.75, 0]);
});

// Fewer events than dimensions, as many, more, and more than the first arrays hold.
test.each([1, 3, 8, 9, 40, 65, 200])('%i events: solution and shares equal the plain version', (events) => {
  const random = seededRandom(events);
  const dimensions = 8;
  const rows = 30;
  const factors = randomArray(rows * dimensions, random);
  const diagonal = Array.from({ length: dimensions }, () => 0.5 + random());
  const items = Array.from({ length: events }, () => Math.floor(random() * rows));
  // The third event speaks against its item.
  const weights = items.map((_, event) => (event === 2 ? -1 : 0.5 + random()));
  const expected = referenceFoldIn(factors, dimensions, { items, weights, diagonal });
  const foldIn = new FoldIn(factors, dimensions);
  const solution = Float32Array.from(foldIn.solve({ items, weights, diagonal }));
  expected.solution.forEach((value, index) => expect(solution[index]).toBeCloseTo(value, 5));
  for (const listed of [[4], Array.from({ length: 45 }, (_, place) => place % rows)]) {
    const shares = foldIn.shares(listed);
    expect(shares).toHaveLength(listed.length * events);
    listed.forEach((item, place) => {
      const row = shares.subarray(place * events, (place + 1) * events);
      expected.shares(item).forEach((share, event) => expect(row[event]).toBeCloseTo(share, 5));
      const score = solution.reduce((sum, value, index) => sum + value * factors[item * dimensions + index], 0);
      expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(score, 5);
    });
  }
});

test('no events give zeros, a diagonal that is not above zero an error', () => {
  const foldIn = new FoldIn(new Float32Array(8), 4);
  expect([...foldIn.solve({ items: [], weights: [], diagonal: [0, 0, 0, 0] })]).toEqual([0, 0, 0, 0]);
  expect(foldIn.shares([0, 1])).toHaveLength(0);
  expect(() => foldIn.solve({ items: [0], weights: [1], diagonal: [1, 0, 1, 1] })).toThrow(NotPositiveDefiniteError);
  expect(() => new FoldIn(new Float32Array(6), 3)).toThrow('multiple of 4; received 3');
});
