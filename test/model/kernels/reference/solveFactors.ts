import type { FactorProblem } from '../../../../model/kernels/index.ts';

/**
 * Solves (shared + sum_j w_j y_j y_j' + regularisation I) x = sum_j v_j y_j for every row by conjugate gradients,
 * starting from what `solved` holds (one row of `dimensions` values each), in place. Rows without entries become zero.
 */
export function solveFactors(problem: FactorProblem, solved: Float32Array): Float32Array {
  const { dimensions, rows, fixed, shared, regularisation, steps } = problem;
  const weights = rows.values;
  const targets = problem.targets ?? weights;
  const residual = new Float64Array(dimensions);
  const direction = new Float64Array(dimensions);
  const product = new Float64Array(dimensions);

  for (let row = 0; row + 1 < rows.offsets.length; row += 1) {
    const start = rows.offsets[row];
    const end = rows.offsets[row + 1];
    const x = solved.subarray(row * dimensions, (row + 1) * dimensions);
    if (start === end) {
      x.fill(0);
      continue;
    }
    const multiply = (vector: ArrayLike<number>): void => {
      for (let index = 0; index < dimensions; index += 1) {
        let sum = regularisation[row] * vector[index];
        for (let other = 0; other < dimensions; other += 1) sum += shared[index * dimensions + other] * vector[other];
        product[index] = sum;
      }
      for (let entry = start; entry < end; entry += 1) {
        const base = rows.indices[entry] * dimensions;
        let inner = 0;
        for (let index = 0; index < dimensions; index += 1) inner += fixed[base + index] * vector[index];
        inner *= weights === undefined ? 1 : weights[entry];
        for (let index = 0; index < dimensions; index += 1) product[index] += inner * fixed[base + index];
      }
    };

    multiply(x);
    for (let index = 0; index < dimensions; index += 1) residual[index] = -product[index];
    for (let entry = start; entry < end; entry += 1) {
      const base = rows.indices[entry] * dimensions;
      const target = targets === undefined ? 1 : targets[entry];
      for (let index = 0; index < dimensions; index += 1) residual[index] += target * fixed[base + index];
    }
    direction.set(residual);
    let residualNorm = squaredNorm(residual);
    for (let step = 0; step < steps && residualNorm > 1e-20; step += 1) {
      multiply(direction);
      let curvature = 0;
      for (let index = 0; index < dimensions; index += 1) curvature += direction[index] * product[index];
      const length = residualNorm / curvature;
      for (let index = 0; index < dimensions; index += 1) {
        x[index] += length * direction[index];
        residual[index] -= length * product[index];
      }
      const nextNorm = squaredNorm(residual);
      const momentum = nextNorm / residualNorm;
      for (let index = 0; index < dimensions; index += 1)
        direction[index] = residual[index] + momentum * direction[index];
      residualNorm = nextNorm;
    }
  }
  return solved;
}

function squaredNorm(vector: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < vector.length; index += 1) sum += vector[index] * vector[index];
  return sum;
}
