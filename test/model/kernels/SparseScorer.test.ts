import { expect, test } from 'vitest';
import { SparseScorer, Workspace } from '../../../model/kernels/index.ts';
import { multiplySparse } from './reference/multiplySparse.ts';
import { sumRows } from './reference/sumRows.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

const columns = 50;
const workspace = new Workspace(2 ** 20);
const random = seededRandom(12);
const offsets = workspace.uint32(41);
const indices = workspace.uint32(1000);
const values = workspace.float32(1000);
let size = 0;
for (let row = 0; row < 40; row += 1) {
  // Some rows are empty.
  for (let column = 0; column < columns; column += 1) {
    if (row % 5 === 0 || random() < 0.7) continue;
    indices[size] = column;
    values[size] = random() - 0.3;
    size += 1;
  }
  offsets[row + 1] = size;
}

test.each([16, 32])('sums and parts with indices of %i bits equal the plain version', (bits) => {
  const short = new Uint16Array(workspace.memory.buffer, workspace.reserve(2000), 1000);
  short.set(indices);
  const scorer = new SparseScorer(workspace, { offsets, indices: bits === 16 ? short : indices, values });
  const out = workspace.float32(columns);
  const places = new Uint16Array(workspace.memory.buffer, workspace.reserve(columns * 2), columns);
  const listed = [49, 0, 17];
  listed.forEach((column, place) => (places[column] = place + 1));
  for (const rows of [[], [5], [1, 2, 3, 39, 10, 7]]) {
    const weights = Float32Array.from(rows, () => random() - 0.2);
    const expected = sumRows({ offsets, indices, values }, columns, rows, weights);
    scorer.sum(Uint32Array.from(rows), weights, out);
    expected.sum.forEach((value, column) => expect(out[column]).toBeCloseTo(value, 6));
    const parts = workspace.float32(listed.length * rows.length);
    scorer.parts(places, parts);
    listed.forEach((column, place) =>
      rows.forEach((_, k) => expect(parts[place * rows.length + k]).toBeCloseTo(expected.parts[k][column], 6)),
    );
  }
  expect(() => scorer.sum(new Uint32Array(5000), new Float32Array(5000), out)).toThrow(RangeError);
});

test('a sparse matrix times a dense one equals the plain version', () => {
  const right = workspace.float32(columns * 8);
  right.set(randomArray(columns * 8, random));
  const out = workspace.float32(40 * 8);
  workspace.kernels.multiplySparse(
    offsets.byteOffset,
    indices.byteOffset,
    values.byteOffset,
    40,
    right.byteOffset,
    8,
    out.byteOffset,
  );
  const expected = multiplySparse({ offsets, indices, values }, right, 8);
  expected.forEach((value, index) => expect(out[index]).toBeCloseTo(value, 5));
});
