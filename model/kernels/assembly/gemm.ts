// C += alpha * A * B in 32-bit floats: the packed, register-blocked product of Goto and van de Geijn 2008 ("Anatomy of
// High-Performance Matrix Multiplication") with a 4 x 8 tile, which fits the 16 SIMD registers of x64.
// Pointers are byte offsets into the memory that the host lays out; strides are in elements.

const rowTile: i32 = 4;
const columnTile: i32 = 8;
const rowBlock: i32 = 64;
const columnBlock: i32 = 1024;
const innerBlock: i32 = 256;
const edgeTileBytes: usize = 128;

/** Bytes of scratch that gemm needs. */
export function gemmScratchBytes(): usize {
  return edgeTileBytes + (<usize>(innerBlock * (rowBlock + columnBlock)) << 2);
}

export function gemm(
  m: i32, n: i32, k: i32, alpha: f32,
  a: usize, aRowStride: i32, aColumnStride: i32,
  b: usize, bRowStride: i32, bColumnStride: i32,
  c: usize, cRowStride: i32, scratch: usize,
): void {
  const edgeTile = scratch;
  const packedA = edgeTile + edgeTileBytes;
  const packedB = packedA + (<usize>(rowBlock * innerBlock) << 2);
  for (let column = 0; column < n; column += columnBlock) {
    const columns = min(columnBlock, n - column);
    for (let inner = 0; inner < k; inner += innerBlock) {
      const depth = min(innerBlock, k - inner);
      const fromB = b + ((<usize>inner * bRowStride + <usize>column * bColumnStride) << 2);
      packB(fromB, bRowStride, bColumnStride, depth, columns, packedB);
      for (let row = 0; row < m; row += rowBlock) {
        const rows = min(rowBlock, m - row);
        const fromA = a + ((<usize>row * aRowStride + <usize>inner * aColumnStride) << 2);
        packA(fromA, aRowStride, aColumnStride, rows, depth, packedA);
        const target = c + ((<usize>row * cRowStride + column) << 2);
        multiplyBlock(rows, columns, depth, alpha, packedA, packedB, target, cRowStride, edgeTile);
      }
    }
  }
}

// Panels of four rows, the four values of one column side by side; rows beyond the end are zero.
function packA(source: usize, rowStride: i32, columnStride: i32, rows: i32, depth: i32, target: usize): void {
  for (let row = 0; row < rows; row += rowTile) {
    for (let index = 0; index < depth; index++) {
      for (let offset = 0; offset < rowTile; offset++) {
        const value = row + offset < rows
          ? load<f32>(source + ((<usize>(row + offset) * rowStride + <usize>index * columnStride) << 2))
          : <f32>0;
        store<f32>(target, value);
        target += 4;
      }
    }
  }
}

function packB(source: usize, rowStride: i32, columnStride: i32, depth: i32, columns: i32, target: usize): void {
  for (let column = 0; column < columns; column += columnTile) {
    const width = min(columnTile, columns - column);
    for (let index = 0; index < depth; index++) {
      const from = source + ((<usize>index * rowStride + <usize>column * columnStride) << 2);
      if (width == columnTile && columnStride == 1) {
        v128.store(target, v128.load(from));
        v128.store(target, v128.load(from, 16), 16);
      } else {
        for (let offset = 0; offset < columnTile; offset++) {
          const value = offset < width ? load<f32>(from + ((<usize>offset * columnStride) << 2)) : <f32>0;
          store<f32>(target + (<usize>offset << 2), value);
        }
      }
      target += 4 * columnTile;
    }
  }
}

function multiplyBlock(
  rows: i32, columns: i32, depth: i32, alpha: f32,
  packedA: usize, packedB: usize, c: usize, cRowStride: i32, edgeTile: usize,
): void {
  for (let column = 0; column < columns; column += columnTile) {
    const panelB = packedB + ((<usize>column * depth) << 2);
    for (let row = 0; row < rows; row += rowTile) {
      const panelA = packedA + ((<usize>row * depth) << 2);
      const target = c + ((<usize>row * cRowStride + column) << 2);
      if (rows - row >= rowTile && columns - column >= columnTile) {
        multiplyTile(depth, alpha, panelA, panelB, target, cRowStride);
      } else {
        memory.fill(edgeTile, 0, edgeTileBytes);
        multiplyTile(depth, alpha, panelA, panelB, edgeTile, columnTile);
        addEdge(edgeTile, target, cRowStride, min(rowTile, rows - row), min(columnTile, columns - column));
      }
    }
  }
}

function addEdge(edgeTile: usize, target: usize, rowStride: i32, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const to = target + ((<usize>row * rowStride + column) << 2);
      store<f32>(to, load<f32>(to) + load<f32>(edgeTile + (<usize>(row * columnTile + column) << 2)));
    }
  }
}

function multiplyTile(depth: i32, alpha: f32, a: usize, b: usize, c: usize, rowStride: i32): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0);
  const end = a + (<usize>depth << 4);
  while (a < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const a0 = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
    a += 16;
    b += 32;
  }
  const scale = f32x4.splat(alpha);
  const stride: usize = (<usize>rowStride << 2);
  addTileRow(c, scale, c00, c01);
  addTileRow(c + stride, scale, c10, c11);
  addTileRow(c + 2 * stride, scale, c20, c21);
  addTileRow(c + 3 * stride, scale, c30, c31);
}

// @ts-ignore: decorator of AssemblyScript
@inline
function addTileRow(c: usize, scale: v128, left: v128, right: v128): void {
  v128.store(c, f32x4.add(v128.load(c), f32x4.mul(scale, left)));
  v128.store(c, f32x4.add(v128.load(c, 16), f32x4.mul(scale, right)), 16);
}
