import { kernelsBinary } from './generated/kernelsBinary.ts';

/** What the compiled kernels export; pointers are byte offsets into the workspace's memory. */
interface KernelExports {
  gemmScratchBytes(): number;
  gemm(
    m: number,
    n: number,
    k: number,
    alpha: number,
    a: number,
    aRowStride: number,
    aColumnStride: number,
    b: number,
    bRowStride: number,
    bColumnStride: number,
    c: number,
    cRowStride: number,
    scratch: number,
  ): void;
  scanRows(matrix: number, rows: number, columns: number, query: number, out: number): void;
  combineRows(matrix: number, columns: number, count: number, rowIndices: number, factors: number, out: number): void;
  sumAndSquares(values: number, length: number, out: number): void;
  blendArrays(pointers: number, factors: number, count: number, length: number, out: number): void;
  addSparseRows(
    offsets: number,
    indices: number,
    values: number,
    count: number,
    rowIndices: number,
    weights: number,
    out: number,
  ): void;
  pickSparseRows(
    offsets: number,
    indices: number,
    values: number,
    count: number,
    rowIndices: number,
    weights: number,
    places: number,
    out: number,
  ): void;
  addSparseRows16(
    offsets: number,
    indices: number,
    values: number,
    count: number,
    rowIndices: number,
    weights: number,
    out: number,
  ): void;
  pickSparseRows16(
    offsets: number,
    indices: number,
    values: number,
    count: number,
    rowIndices: number,
    weights: number,
    places: number,
    out: number,
  ): void;
  multiplySparse(
    offsets: number,
    indices: number,
    values: number,
    rows: number,
    right: number,
    columns: number,
    out: number,
  ): void;
  addSmoothed(
    offsets: number,
    indices: number,
    values: number,
    rows: number,
    factors: number,
    right: number,
    columns: number,
    out: number,
  ): void;
  quantiseRows(
    matrix: number,
    rows: number,
    columns: number,
    stride: number,
    codes: number,
    scales: number,
    norms: number,
  ): void;
  addQuantisedScan(
    codes: number,
    scales: number,
    rows: number,
    stride: number,
    query: number,
    queryScale: number,
    out: number,
  ): void;
  addQuantisedRows(
    codes: number,
    scales: number,
    stride: number,
    rowIndices: number,
    count: number,
    query: number,
    queryScale: number,
    out: number,
  ): void;
  pickValues(values: number, indices: number, count: number, out: number): void;
  collectFrom(bounds: number, length: number, floor: number, out: number): number;
  topK(scores: number, length: number, capacity: number, heap: number): number;
  transposeRows(matrix: number, rows: number, columns: number, stride: number, out: number): void;
  identityPlusGram(r: number, rows: number, columns: number, width: number, scratch: number, out: number): void;
  columnProducts(matrix: number, rows: number, columns: number, out: number): void;
  factorise(a: number, size: number, width: number): number;
  solveMany(u: number, size: number, width: number, x: number, sides: number): void;
  productColumn(
    matrix: number,
    rows: number,
    columns: number,
    vector: number,
    scratch: number,
    x: number,
    sides: number,
    side: number,
  ): void;
  solveScratchBytes(dimensions: number): number;
  solveFactors(
    rows: number,
    dimensions: number,
    offsets: number,
    indices: number,
    weights: number,
    targets: number,
    fixed: number,
    shared: number,
    regularisation: number,
    steps: number,
    solved: number,
    scratch: number,
  ): void;
}

const pageBytes = 65536;
const maximumPages = 65536;
/** The most that one workspace holds. */
export const largestWorkspaceBytes = maximumPages * pageBytes - 64;

let compiled: WebAssembly.Module | undefined;
const workspaces = new WeakMap<ArrayBufferLike, Workspace>();

/** The kernels would need more than the 4 GiB that 32-bit WebAssembly can address. */
export class WorkspaceTooLargeError extends Error {
  readonly code = 'WORKSPACE_TOO_LARGE';
  constructor(readonly bytes: number) {
    super(`The kernels cannot hold ${bytes} bytes: 32-bit WebAssembly ends at 4 GiB. Use fewer items or dimensions.`);
    this.name = 'WorkspaceTooLargeError';
  }
}

/**
 * One instance of the SIMD kernels with a memory of its own, which ends with the object. Arrays are laid out one after
 * the other, 64-byte aligned; the size is fixed at construction because growing would detach the arrays handed out.
 */
export class Workspace {
  readonly kernels: KernelExports;
  readonly memory: WebAssembly.Memory;
  private next = 64; // Pointer 0 means "absent" to the kernels.

  constructor(bytes: number) {
    const pages = Math.ceil((bytes + 64) / pageBytes);
    if (pages > maximumPages) throw new WorkspaceTooLargeError(bytes);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    compiled ??= new WebAssembly.Module(Buffer.from(kernelsBinary, 'base64'));
    const instance = new WebAssembly.Instance(compiled, { env: { memory: this.memory } });
    this.kernels = instance.exports as unknown as KernelExports;
    workspaces.set(this.memory.buffer, this);
  }

  /** The workspace whose memory holds the array, or undefined for an array elsewhere. */
  static holding(array: ArrayBufferView): Workspace | undefined {
    return workspaces.get(array.buffer);
  }

  /** Reserves `bytes` and returns their pointer. The workspace must have been made large enough. */
  reserve(bytes: number): number {
    const pointer = this.next;
    this.next += alignedBytes(bytes);
    if (this.next > this.memory.buffer.byteLength) throw new WorkspaceTooLargeError(this.next);
    return pointer;
  }

  float32(length: number): Float32Array<ArrayBuffer> {
    return new Float32Array(this.memory.buffer, this.reserve(length * 4), length);
  }

  float64(length: number): Float64Array<ArrayBuffer> {
    return new Float64Array(this.memory.buffer, this.reserve(length * 8), length);
  }

  uint32(length: number): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.memory.buffer, this.reserve(length * 4), length);
  }

  /** Runs `work` and forgets what it reserved; it must copy out what it wants to keep. */
  borrow<Result>(work: () => Result): Result {
    const before = this.next;
    try {
      return work();
    } finally {
      this.next = before;
    }
  }

  /** Forgets every reservation, so that the next caller lays out its own. */
  reset(): void {
    this.next = 64;
  }
}

/** What `bytes` take in a workspace. */
export function alignedBytes(bytes: number): number {
  return Math.ceil(bytes / 64) * 64;
}

const keptBytes = 64 * 1024 * 1024;
let kept: Workspace | undefined;

/**
 * Runs `work` with a workspace of at least `bytes`. A small one is kept between calls (creating one costs more than a
 * small product); `work` must therefore copy out what it wants to keep.
 */
export function withWorkspace<Result>(bytes: number, work: (workspace: Workspace) => Result): Result {
  if (bytes > keptBytes) return work(new Workspace(bytes));
  if (kept === undefined || kept.memory.buffer.byteLength < bytes + 64) kept = new Workspace(bytes);
  kept.reset();
  return work(kept);
}
