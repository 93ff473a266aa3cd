import { NotPositiveDefiniteError } from './NotPositiveDefiniteError.ts';
import { alignedBytes, Workspace } from './Workspace.ts';

/** What was observed of one user, and the matrix that all users share. */
export interface FoldInProblem {
  /** Rows of the factors that were observed. */
  readonly items: ArrayLike<number>;
  /** Right-hand weight v per item; the matrix weight is its magnitude. */
  readonly weights: ArrayLike<number>;
  /** The diagonal matrix D (length = dimensions, above 0) that the observations are added to. */
  readonly diagonal: ArrayLike<number>;
}

/** Right-hand sides are solved eight at a time. */
const sidesAtOnce = 8;

/**
 * One user's least-squares problem over item factors whose common matrix is diagonal: A x = b with
 * A = D + sum_e |v_e| y_e y_e' and b = sum_e v_e y_e, and what each item observed adds to a score. With R = |v|^(1/2) y
 * D^(-1/2) by rows, A is I + R'R up to scaling; where fewer items than dimensions were observed the smaller I + RR' is
 * factorised instead (Woodbury). Sums of products in 32 bits, the factorisation in 64. An instance holds one problem at a time.
 */
export class FoldIn {
  readonly #factors: Float32Array;
  readonly #dimensions: number;
  #arrays: ProblemArrays;
  #events = 0;
  /** Square roots of the weights' magnitudes, with the weights' signs. */
  #roots = new Float64Array(0);
  readonly #scales: Float64Array;
  readonly #vector: Float32Array;

  /** `factors`: items x dimensions, row-major. `dimensions` must be a multiple of 4. */
  constructor(factors: Float32Array, dimensions: number) {
    if (dimensions % 4 !== 0) throw new RangeError(`dimensions must be a multiple of 4; received ${dimensions}.`);
    this.#factors = factors;
    this.#dimensions = dimensions;
    this.#arrays = new ProblemArrays(dimensions, 64, 32);
    this.#scales = new Float64Array(dimensions);
    this.#vector = new Float32Array(dimensions);
  }

  /** The solution x (length = dimensions). It is overwritten by the next call. @throws NotPositiveDefiniteError */
  solve({ items, weights, diagonal }: FoldInProblem): Float32Array {
    const dimensions = this.#dimensions;
    const events = items.length;
    const scales = this.#scales;
    this.#events = events;
    this.#vector.fill(0);
    if (events === 0) return this.#vector;
    for (let index = 0; index < dimensions; index += 1) {
      if (!(diagonal[index] > 0)) throw new NotPositiveDefiniteError(index, diagonal[index]);
      scales[index] = 1 / Math.sqrt(diagonal[index]);
    }
    this.#reserve(events, 1);
    if (this.#roots.length < events) this.#roots = new Float64Array(events * 2);
    const arrays = this.#arrays;
    const { kernels } = arrays.workspace;
    for (let event = 0; event < events; event += 1) {
      const root = Math.sqrt(Math.abs(weights[event]));
      this.#roots[event] = weights[event] < 0 ? -root : root;
      this.#gather(items[event], root, arrays.rows, event * dimensions);
    }
    const size = Math.min(events, dimensions);
    if (events <= dimensions) {
      kernels.identityPlusGram(arrays.rows.byteOffset, events, dimensions, arrays.width, arrays.scratch, arrays.matrix);
    } else {
      const stride = Math.ceil(events / 4) * 4;
      kernels.transposeRows(arrays.rows.byteOffset, events, dimensions, stride, arrays.transposed);
      kernels.identityPlusGram(arrays.transposed, dimensions, stride, arrays.width, arrays.scratch, arrays.matrix);
    }
    if (kernels.factorise(arrays.matrix, size, arrays.width) === 0) throw new NotPositiveDefiniteError(0, Number.NaN);
    const { sides } = arrays;
    if (events <= dimensions) {
      for (let event = 0; event < events; event += 1) sides[event * sidesAtOnce] = this.#roots[event];
      kernels.solveMany(arrays.matrix, size, arrays.width, sides.byteOffset, sidesAtOnce);
      for (let event = 0; event < events; event += 1) arrays.factors[event] = sides[event * sidesAtOnce];
      this.#sumRows(events);
      this.#vector.set(arrays.vector);
    } else {
      for (let event = 0; event < events; event += 1) arrays.factors[event] = this.#roots[event];
      this.#sumRows(events);
      arrays.vector.forEach((value, index) => (sides[index * sidesAtOnce] = value));
      kernels.solveMany(arrays.matrix, size, arrays.width, sides.byteOffset, sidesAtOnce);
      for (let index = 0; index < dimensions; index += 1) this.#vector[index] = sides[index * sidesAtOnce];
    }
    for (let index = 0; index < dimensions; index += 1) this.#vector[index] *= scales[index];
    return this.#vector;
  }

  /**
   * What each observed item adds to the score x . y_i of each of `items`: one row of as many values as were observed per
   * item. The rows add up to the scores. They are overwritten by the next call.
   */
  shares(items: ArrayLike<number>): Float32Array {
    const events = this.#events;
    const dimensions = this.#dimensions;
    const count = Math.ceil(items.length / sidesAtOnce) * sidesAtOnce;
    this.#reserve(events, count);
    const arrays = this.#arrays;
    const { shares, sides, vector } = arrays;
    const { kernels } = arrays.workspace;
    const isWide = events <= dimensions;
    const size = Math.min(events, dimensions);
    for (let place = 0; place < items.length; place += 1) {
      this.#gather(items[place], 1, vector, 0);
      if (isWide) {
        const { rows, scratch } = arrays;
        kernels.productColumn(
          rows.byteOffset,
          events,
          dimensions,
          vector.byteOffset,
          scratch,
          sides.byteOffset,
          count,
          place,
        );
      } else {
        for (let index = 0; index < dimensions; index += 1) sides[index * count + place] = vector[index];
      }
    }
    kernels.solveMany(arrays.matrix, size, arrays.width, sides.byteOffset, count);
    for (let place = 0; place < items.length; place += 1) {
      const row = place * events;
      if (isWide) {
        for (let event = 0; event < events; event += 1) shares[row + event] = sides[event * count + place];
      } else {
        for (let index = 0; index < dimensions; index += 1) vector[index] = sides[index * count + place];
        const to = shares.byteOffset + row * 4;
        kernels.scanRows(arrays.rows.byteOffset, events, dimensions, vector.byteOffset, to);
      }
      for (let event = 0; event < events; event += 1) shares[row + event] *= this.#roots[event];
    }
    return shares.subarray(0, items.length * events);
  }

  /** vector = the sum over events of factors[e] * rows[e]. */
  #sumRows(events: number): void {
    const { workspace, rows, order, factors, vector } = this.#arrays;
    const { byteOffset } = vector;
    workspace.kernels.combineRows(
      rows.byteOffset,
      this.#dimensions,
      events,
      order.byteOffset,
      factors.byteOffset,
      byteOffset,
    );
  }

  /** Copies the item's factors, scaled, to `target`. */
  #gather(item: number, factor: number, target: Float32Array, at: number): void {
    const factors = this.#factors;
    const scales = this.#scales;
    const from = item * scales.length;
    for (let index = 0; index < scales.length; index += 1) {
      target[at + index] = factors[from + index] * scales[index] * factor;
    }
  }

  /** Makes place for that many events and sides. What the matrices held moves along. */
  #reserve(events: number, sides: number): void {
    if (events <= this.#arrays.events && sides <= this.#arrays.sidesAcross) return;
    const larger = new ProblemArrays(
      this.#dimensions,
      Math.max(this.#arrays.events, 2 ** Math.ceil(Math.log2(events))),
      Math.max(this.#arrays.sidesAcross, 2 ** Math.ceil(Math.log2(sides))),
    );
    larger.take(this.#arrays);
    this.#arrays = larger;
  }
}

/** The arrays of one problem, where the kernels reach them. */
class ProblemArrays {
  readonly workspace: Workspace;
  readonly events: number;
  readonly sidesAcross: number;
  /** Values in a row of `matrix`. */
  readonly width: number;
  /** R: events x dimensions. */
  readonly rows: Float32Array;
  readonly transposed: number;
  readonly matrix: number;
  readonly scratch: number;
  readonly sides: Float64Array;
  readonly shares: Float32Array;
  readonly vector: Float32Array;
  readonly factors: Float32Array;
  readonly order: Uint32Array;
  readonly #matrixLength: number;

  constructor(dimensions: number, events: number, sidesAcross: number) {
    this.events = events;
    this.sidesAcross = sidesAcross;
    this.width = dimensions;
    const most = Math.ceil(events / 4) * 4 * dimensions;
    this.#matrixLength = dimensions * dimensions;
    const scratchBytes = Math.max(events, dimensions) * 4;
    this.workspace = new Workspace(
      2 * alignedBytes(most * 4) +
        alignedBytes(this.#matrixLength * 8) +
        alignedBytes(scratchBytes) +
        alignedBytes(dimensions * sidesAcross * 8) +
        alignedBytes(events * sidesAcross * 4) +
        alignedBytes(dimensions * 4) +
        2 * alignedBytes(events * 4),
    );
    this.rows = this.workspace.float32(most);
    this.transposed = this.workspace.reserve(most * 4);
    this.matrix = this.workspace.reserve(this.#matrixLength * 8);
    this.scratch = this.workspace.reserve(scratchBytes);
    this.sides = this.workspace.float64(dimensions * sidesAcross);
    this.shares = this.workspace.float32(events * sidesAcross);
    this.vector = this.workspace.float32(dimensions);
    this.factors = this.workspace.float32(events);
    this.order = this.workspace.uint32(events);
    this.order.forEach((_, index) => (this.order[index] = index));
  }

  /** Copies the problem that others hold. */
  take(other: ProblemArrays): void {
    this.rows.set(other.rows.subarray(0, Math.min(this.rows.length, other.rows.length)));
    const length = this.#matrixLength;
    new Float64Array(this.workspace.memory.buffer, this.matrix, length).set(
      new Float64Array(other.workspace.memory.buffer, other.matrix, length),
    );
  }
}
