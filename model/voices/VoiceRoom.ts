import { Workspace } from '../kernels/index.ts';

type Resident = Float32Array | Uint32Array | Uint16Array;

const mostTerms = 256;

/**
 * What voices reserve in a workspace beside the arrays of the models, in bytes: tables of factors in 8 bits, rows of
 * scores. Generous, because memory that is never touched is never taken from the machine.
 */
export function voiceBytes(items: number): number {
  return items * 1024 + 2 ** 25;
}

/** What the voices of one list scorer share. */
export class VoiceRoom {
  /** Holds the arrays of the models, and what voices reserve in it. */
  readonly workspace: Workspace;
  /** Length of the catalogue. */
  readonly items: number;
  /** While a list is explained: 1 more than the item's place in it, 0 for all other items. In the workspace. */
  readonly places: Uint16Array;
  readonly #held = new Map<Resident, Resident>();
  readonly #pointers: Uint32Array;
  readonly #factors: Float32Array;

  /** `workspace` has `voiceBytes` left, and as much as arrays that do not lie in it will take. */
  constructor(items: number, workspace: Workspace) {
    this.workspace = workspace;
    this.items = items;
    this.#pointers = workspace.uint32(mostTerms);
    this.#factors = workspace.float32(mostTerms);
    this.places = new Uint16Array(this.workspace.memory.buffer, this.workspace.reserve(items * 2), items);
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

  /** The array itself when it lies in the workspace, else a copy that does. */
  hold<Kind extends Resident>(array: Kind): Kind {
    if (Workspace.holding(array) === this.workspace) return array;
    let copy = this.#held.get(array);
    if (copy === undefined) {
      const Type = array.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => Resident;
      copy = new Type(this.workspace.memory.buffer, this.workspace.reserve(array.byteLength), array.length);
      copy.set(array);
      this.#held.set(array, copy);
    }
    return copy as Kind;
  }
}
