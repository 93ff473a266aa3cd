import { gemm } from './gemm.ts';

/** Vectors in coordinates where their products do not mix, and what the standard deviation of their products follows from. */
export interface PrincipalAxes {
  /** Turns a vector: dimensions x dimensions, row-major; new = old times this. */
  readonly rotation: Float32Array;
  /** rows x dimensions: the vectors, turned. */
  readonly vectors: Float32Array;
  readonly moments: Moments;
}

/** Sums over the rows of a table of vectors. */
export interface Moments {
  /** Per dimension: the sum of squares. Products of two dimensions add up to zero. */
  readonly squares: Float64Array;
  /** Per dimension: the sum. */
  readonly sums: Float64Array;
}

const sweeps = 30;

/**
 * Turns vectors (rows x dimensions, row-major) to the principal axes of V'V, strongest first. Inner products stay what
 * they are, V'V becomes diagonal: a fold-in can then be solved in as many unknowns as the user has events, and the
 * standard deviation of the scores V q follows from q alone. Cyclic Jacobi rotations (Golub, Van Loan, "Matrix Computations", 8.5).
 */
export function principalAxes(vectors: Float32Array, dimensions: number): PrincipalAxes {
  const rows = vectors.length / dimensions;
  const products = Float64Array.from(gemm(vectors, vectors, dimensions, dimensions, rows, { transposeA: true }));
  const axes = eigenvectors(products, dimensions);
  const order = Array.from({ length: dimensions }, (_, index) => index).sort(
    (a, b) => products[b * dimensions + b] - products[a * dimensions + a] || a - b,
  );
  const rotation = new Float32Array(dimensions * dimensions);
  for (let row = 0; row < dimensions; row += 1) {
    order.forEach((axis, column) => (rotation[row * dimensions + column] = axes[row * dimensions + axis]));
  }
  const turned = gemm(vectors, rotation, rows, dimensions, dimensions);
  return { rotation, vectors: turned, moments: momentsOf(turned, dimensions) };
}

function momentsOf(vectors: Float32Array, dimensions: number): Moments {
  const squares = new Float64Array(dimensions);
  const sums = new Float64Array(dimensions);
  for (let start = 0; start < vectors.length; start += dimensions) {
    for (let index = 0; index < dimensions; index += 1) {
      const value = vectors[start + index];
      squares[index] += value * value;
      sums[index] += value;
    }
  }
  return { squares, sums };
}

/** Eigenvectors by columns; `matrix` (symmetric) is left with the eigenvalues on its diagonal. */
function eigenvectors(matrix: Float64Array, size: number): Float64Array {
  const vectors = new Float64Array(size * size);
  for (let index = 0; index < size; index += 1) vectors[index * size + index] = 1;
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    let isDiagonal = true;
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) {
        const apart = matrix[p * size + q];
        const scale = Math.sqrt(Math.abs(matrix[p * size + p] * matrix[q * size + q]));
        if (Math.abs(apart) <= 1e-12 * scale || apart === 0) continue;
        isDiagonal = false;
        const theta = (matrix[q * size + q] - matrix[p * size + p]) / (2 * apart);
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const cosine = 1 / Math.sqrt(tangent * tangent + 1);
        const sine = tangent * cosine;
        turnColumns(matrix, size, p, q, cosine, sine);
        turnRows(matrix, size, p, q, cosine, sine);
        turnColumns(vectors, size, p, q, cosine, sine);
      }
    }
    if (isDiagonal) break;
  }
  return vectors;
}

function turnColumns(matrix: Float64Array, size: number, p: number, q: number, cosine: number, sine: number): void {
  for (let row = 0; row < matrix.length; row += size) {
    const left = matrix[row + p];
    const right = matrix[row + q];
    matrix[row + p] = cosine * left - sine * right;
    matrix[row + q] = sine * left + cosine * right;
  }
}

function turnRows(matrix: Float64Array, size: number, p: number, q: number, cosine: number, sine: number): void {
  for (let column = 0; column < size; column += 1) {
    const upper = matrix[p * size + column];
    const lower = matrix[q * size + column];
    matrix[p * size + column] = cosine * upper - sine * lower;
    matrix[q * size + column] = sine * upper + cosine * lower;
  }
}
