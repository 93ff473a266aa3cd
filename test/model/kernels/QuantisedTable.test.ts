import { expect, test } from 'vitest';
import { QuantisedTable, Workspace } from '../../../model/kernels/index.ts';
import { quantisedScan } from './reference/quantisedScan.ts';
import { scanRows } from './reference/scanRows.ts';
import { randomArray, seededRandom } from './seededRandom.ts';

test.each([
  [1, 4],
  [9, 12],
  [130, 64],
  [6, 1024],
])('scores %i rows of %i as the plain version does, close to the exact ones', (rows, columns) => {
  const random = seededRandom(rows);
  const workspace = new Workspace(2 ** 20);
  const matrix = workspace.float32(rows * columns);
  matrix.set(randomArray(rows * columns, random));
  // A row of zeros, as of an item that nobody touched.
  if (rows > 2) matrix.fill(0, columns, 2 * columns);
  const query = randomArray(columns, random);
  const table = new QuantisedTable(workspace, matrix, rows, columns);
  table.norms.forEach((norm, row) => {
    const squares = matrix.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value * value, 0);
    expect(norm).toBeCloseTo(Math.sqrt(squares), 4);
  });
  const out = workspace.float32(rows).fill(1);
  table.setQuery(query);
  table.addScan(-2, out);
  const some = workspace.uint32(2);
  some[0] = rows - 1;
  const picked = workspace.float32(2).fill(1);
  table.addRows(-2, some, picked);
  expect([...picked]).toEqual([out[rows - 1], out[0]]);
  const expected = quantisedScan(matrix, columns, query);
  const exact = scanRows(matrix, rows, columns, query);
  out.forEach((value, row) => {
    const score = (value - 1) / -2;
    expect(Math.abs(score - exact[row])).toBeLessThan(0.005 * Math.sqrt(columns));
    // Halves are rounded to even in the kernel and up in the plain version, so that single steps may differ.
    expect(Math.abs(score - expected[row])).toBeLessThan(0.01);
  });
  const before = Float32Array.from(out);
  table.setQuery(new Float32Array(columns));
  table.addScan(5, out);
  expect(Float32Array.from(out)).toEqual(before);
});
