import { largestWorkspaceBytes, Workspace } from '../kernels/index.ts';
import type { ResidentRows } from '../kernels/index.ts';

/** Arrays that a workspace can hold. */
export type ResidentArray = Float32Array | Float64Array | Uint8Array | Uint16Array | Uint32Array;

const mostTerms = 256;

/**
 * Bytes of a workspace in which `scorers` scorers over `items` items are made of arrays that take `arrayBytes` when saved.
 * Generous (some are held with more bits, tables of factors in 8 bits come on top), because memory that is never touched
 * is never taken from the machine; so a large catalogue gets all that a workspace can be, and is refused only when that is
 * truly full.
 */
export function scoringBytes(items: number, arrayBytes: number, scorers: number): number {
  return Math.min(3 * arrayBytes + (scorers + 2) * (32 * items + 2 ** 18), largestWorkspaceBytes);
}

/** What the scorers of one catalogue share: the workspace of the kernels that holds their arrays. */
export class ScoringWorkspace {
  readonly workspace: Workspace;
  /** Length of the catalogue. */
  readonly items: number;
  /** While a list is explained: 1 more than the item's place in it, 0 for all other items. In the workspace. */
  readonly places: Uint16Array;
  readonly #held = new WeakMap<ResidentArray, ResidentArray>();
  readonly #pointers: Uint32Array;
  readonly #factors: Float32Array;

  /** `workspace` has `scoringBytes` left. */
  constructor(items: number, workspace: Workspace) {
    this.workspace = workspace;
    this.items = items;
    this.#pointers = workspace.uint32(mostTerms);
    this.#factors = workspace.float32(mostTerms);
    this.places = new Uint16Array(this.workspace.memory.buffer, this.workspace.reserve(items * 2), items);
  }

  /** A new workspace for scorers of models that are saved as these arrays. */
  static forArrays(items: number, arrays: readonly ArrayBufferView[], scorers: number): ScoringWorkspace {
    const arrayBytes = arrays.reduce((sum, { byteLength }) => sum + byteLength + 64, 0);
    return new ScoringWorkspace(items, new Workspace(scoringBytes(items, arrayBytes, scorers)));
  }

  /** out = the sum of factor * values over the terms. All arrays lie in the workspace. @throws RangeError above 256 terms */
  blend(terms: readonly { readonly values: Float32Array; readonly factor: number }[], out: Float32Array): void {
    if (terms.length > mostTerms)
      throw new RangeError(`blend takes at most ${mostTerms} terms; received ${terms.length}.`);
    for (let index = 0; index < terms.length; index += 1) {
      this.#pointers[index] = terms[index].values.byteOffset;
      this.#factors[index] = terms[index].factor;
    }
    this.workspace.kernels.blendArrays(
      this.#pointers.byteOffset,
      this.#factors.byteOffset,
      terms.length,
      out.length,
      out.byteOffset,
    );
  }

  /** The array itself when it lies in the workspace, else a copy that does, the same for every caller. */
  hold<Kind extends ResidentArray>(array: Kind): Kind {
    if (Workspace.holding(array) === this.workspace) return array;
    let copy = this.#held.get(array);
    if (copy === undefined) {
      const Type = array.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => ResidentArray;
      copy = new Type(this.workspace.memory.buffer, this.workspace.reserve(array.byteLength), array.length);
      copy.set(array);
      this.#held.set(array, copy);
    }
    return copy as Kind;
  }

  /** `hold` for the three arrays of a sparse matrix. */
  holdRows({ offsets, indices, values }: ResidentRows): ResidentRows {
    return { offsets: this.hold(offsets), indices: this.hold(indices), values: this.hold(values) };
  }
}
