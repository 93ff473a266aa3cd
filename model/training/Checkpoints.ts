import { createHash } from 'node:crypto';
import { existsSync, openSync, closeSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { algorithmNamed } from '../algorithms/index.ts';
import type { ComponentArtifact } from '../algorithms/Recommender.ts';
import { schemaVersion } from '../artifact/Manifest.ts';
import type { Dataset } from '../data/Dataset.ts';
import type { NamedModel } from '../hybrid/HybridModel.ts';
import { fitPlan } from '../tuning/planFits.ts';
import type { FitPlan } from '../tuning/planFits.ts';

type NumberArray = ArrayLike<number> & ArrayBufferView;

const constructors = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
} as const;

/** What was fitted, but for its arrays, which lie one after the other in a file beside. */
interface SavedFit {
  readonly parameters: Record<string, unknown>;
  readonly arrays: readonly { name: string; type: keyof typeof constructors; bytes: number }[];
  readonly sha256: string;
}

/**
 * Fits that are done, in a folder that outlives the machine ("Use checkpoints in Amazon SageMaker AI"): a training that a
 * spot instance lost finds them again and fits only what is left, with the same model in the end. A fit is named by all
 * that it follows from, so that one of other data, settings or another form of artifact is never taken. What cannot be
 * read whole is fitted again.
 */
export class Checkpoints {
  readonly #folder: string;
  readonly #dataFingerprint: string;
  readonly #columns = new WeakMap<Dataset, string>();
  /** What the fits of this run are named. */
  readonly #names = new WeakMap<NamedModel, string>();

  constructor(folder: string, dataFingerprint: string) {
    this.#folder = folder;
    this.#dataFingerprint = dataFingerprint;
  }

  /** Checkpoints in `folder`, or undefined where the training was given none. */
  static in(folder: string, dataFingerprint: string): Checkpoints | undefined {
    return existsSync(folder) ? new Checkpoints(folder, dataFingerprint) : undefined;
  }

  /** As `fitPlan`, and only once. */
  fit(plan: FitPlan, dataset: Dataset, seed: number, start?: NamedModel): NamedModel {
    const name = this.#nameOf(plan, dataset, seed, start);
    const saved = this.#read(name);
    const fitted =
      saved === undefined
        ? fitPlan(plan, dataset, seed, start)
        : { algorithm: plan.algorithm, model: algorithmNamed(plan.algorithm).load(saved) };
    if (saved === undefined) this.#write(name, fitted.model.save());
    this.#names.set(fitted, name);
    return fitted;
  }

  #nameOf({ algorithm, parameters }: FitPlan, dataset: Dataset, seed: number, start?: NamedModel): string {
    const from = start && this.#names.get(start);
    const follows = [schemaVersion, this.#dataFingerprint, this.#columnsOf(dataset), algorithm, parameters, seed, from];
    return createHash('sha256').update(JSON.stringify(follows)).digest('hex').slice(0, 32);
  }

  /** Parts of the data differ in their columns alone. */
  #columnsOf(dataset: Dataset): string {
    const known = this.#columns.get(dataset);
    if (known !== undefined) return known;
    const hash = createHash('sha256');
    const { userOffsets, itemIndices, eventTypes, values, timestamps, weights, devices } = dataset;
    for (const column of [userOffsets, itemIndices, eventTypes, values, timestamps, weights, devices]) {
      hash.update(bytesOf(column));
    }
    const digest = hash.digest('hex');
    this.#columns.set(dataset, digest);
    return digest;
  }

  #read(name: string): ComponentArtifact | undefined {
    try {
      const { parameters, arrays, sha256 } = JSON.parse(readFileSync(this.#path(name, 'json'), 'utf8')) as SavedFit;
      const bytes = readFileSync(this.#path(name, 'bin'));
      if (createHash('sha256').update(bytes).digest('hex') !== sha256) return undefined;
      let offset = 0;
      const read = arrays.map(({ name: array, type, bytes: length }): [string, NumberArray] => {
        const own = bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + offset + length);
        offset += length;
        return [array, new constructors[type](own as ArrayBuffer)];
      });
      return { parameters, arrays: Object.fromEntries(read) } as ComponentArtifact;
    } catch {
      return undefined;
    }
  }

  /** The arrays first and the description by renaming: what was cut off has none. */
  #write(name: string, { parameters, arrays }: ComponentArtifact): void {
    const hash = createHash('sha256');
    const file = openSync(this.#path(name, 'bin'), 'w');
    const entries = Object.entries(arrays as Record<string, NumberArray>);
    try {
      for (const [, array] of entries) {
        const bytes = bytesOf(array);
        hash.update(bytes);
        for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      }
    } finally {
      closeSync(file);
    }
    const saved: SavedFit = {
      parameters,
      arrays: entries.map(([array, values]) => ({
        name: array,
        type: values.constructor.name as keyof typeof constructors,
        bytes: values.byteLength,
      })),
      sha256: hash.digest('hex'),
    };
    writeFileSync(this.#path(name, 'partial'), JSON.stringify(saved));
    renameSync(this.#path(name, 'partial'), this.#path(name, 'json'));
  }

  #path(name: string, extension: string): string {
    return join(this.#folder, `fit-${name}.${extension}`);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
