import { alignedBytes, withWorkspace } from './Workspace.ts';

/** How `gemm` reads its operands and what it does to the product. */
export interface GemmOptions {
  /** A is stored as columns x rows (k x m): multiply by its transpose. Default false. */
  transposeA?: boolean;
  /** B is stored as n x k: multiply by its transpose. Default false. */
  transposeB?: boolean;
  /** The product is multiplied by this. Default 1. */
  alpha?: number;
  /** Where the result goes; `alpha * A * B` is added to what it holds. Default: a new array of zeros. */
  into?: Float32Array;
}

/** Bytes of scratch of the compiled product, with room to spare (see assembly/gemm.ts). */
export const gemmScratchBytes = 1_200_000;

/**
 * General matrix product, row-major, 32-bit floats: C (m x n) += alpha * A (m x k) * B (k x n). Returns C. Sums run
 * in the order that is fastest, so results agree with the plain loops (`reference/` of the tests) to rounding.
 */
export function gemm(
  a: Float32Array,
  b: Float32Array,
  m: number,
  n: number,
  k: number,
  options: GemmOptions = {},
): Float32Array {
  const { transposeA = false, transposeB = false, alpha = 1, into = new Float32Array(m * n) } = options;
  const bytes = alignedBytes(m * k * 4) + alignedBytes(k * n * 4) + alignedBytes(m * n * 4) + gemmScratchBytes;
  return withWorkspace(bytes, (workspace) => {
    const left = workspace.float32(m * k);
    const right = workspace.float32(k * n);
    const result = workspace.float32(m * n);
    left.set(a.length === left.length ? a : a.subarray(0, left.length));
    right.set(b.length === right.length ? b : b.subarray(0, right.length));
    result.set(into);
    const { kernels } = workspace;
    kernels.gemm(
      m,
      n,
      k,
      alpha,
      left.byteOffset,
      transposeA ? 1 : k,
      transposeA ? m : 1,
      right.byteOffset,
      transposeB ? 1 : n,
      transposeB ? k : 1,
      result.byteOffset,
      n,
      workspace.reserve(kernels.gemmScratchBytes()),
    );
    into.set(result);
    return into;
  });
}
