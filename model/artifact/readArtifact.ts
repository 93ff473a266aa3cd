import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import type { CatalogueItem } from '../contract/index.ts';
import type { HybridArtifact } from '../hybrid/HybridModel.ts';
import { Workspace } from '../kernels/index.ts';
import type { RankingArrays } from '../ranking/RankingCatalogue.ts';
import { scoringBytes } from '../scoring/ScoringWorkspace.ts';
import { CorruptArtifactError, MissingArtifactError, NewerArtifactError } from './errors.ts';
import { catalogueText, LazyCatalogue } from './LazyCatalogue.ts';
import { checksumOf, schemaVersion } from './Manifest.ts';
import type { ArrayEntry, ArrayType, FileEntry, Manifest } from './Manifest.ts';

export interface LoadedArtifact {
  readonly manifest: Manifest;
  readonly artifact: HybridArtifact;
  readonly catalogue: LazyCatalogue;
  readonly ranking: RankingArrays;
}

const constructors = {
  Int8: Int8Array,
  Uint8: Uint8Array,
  Int16: Int16Array,
  Uint16: Uint16Array,
  Int32: Int32Array,
  Uint32: Uint32Array,
  Float32: Float32Array,
  Float64: Float64Array,
} as const;

/**
 * Reads and checks an artifact. Arrays are views into the memory of one workspace, where
 * the kernels reach them, so that loading costs one read and no copy. Synchronous: a server
 * has nothing else to do before it is loaded.
 * @throws MissingArtifactError, CorruptArtifactError, NewerArtifactError
 */
export function readArtifact(folder: string): LoadedArtifact {
  if (endianness() !== 'LE') throw new Error('Artifacts are little-endian; this machine is not.');
  const manifest = readManifest(folder);
  const text = readChecked(folder, manifest.files.catalogue, newBytes);
  const catalogue = new LazyCatalogue(manifest.schemaVersion === 1 ? upgradeCatalogue(text) : text);
  const binary = readChecked(folder, manifest.files.arrays, (bytes) => {
    const scorers = manifest.hybrid.components.length;
    const workspace = new Workspace(scoringBytes(catalogue.itemIds.length, bytes, scorers));
    return new Uint8Array(workspace.memory.buffer, workspace.reserve(bytes), bytes);
  });
  const views = (entries: Readonly<Record<string, ArrayEntry>>): Record<string, ArrayLike<number> & ArrayBufferView> =>
    Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, viewOf(folder, binary, entry)]));
  return {
    manifest,
    artifact: {
      parameters: manifest.hybrid,
      models: manifest.models.map(({ algorithm, parameters, arrays }) => ({
        algorithm,
        artifact: { parameters, arrays: views(arrays) },
      })),
      arrays: views(manifest.arrays) as unknown as HybridArtifact['arrays'],
    },
    catalogue,
    ranking: views(manifest.ranking) as unknown as RankingArrays,
  };
}

/** The manifest, its version checked. @throws MissingArtifactError, CorruptArtifactError, NewerArtifactError */
export function readManifest(folder: string): Manifest {
  let text: string;
  try {
    text = readFileSync(join(folder, 'manifest.json'), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new MissingArtifactError(folder);
    throw error;
  }
  let manifest: Partial<Manifest>;
  try {
    manifest = JSON.parse(text) as Partial<Manifest>;
  } catch (cause) {
    throw new CorruptArtifactError(folder, 'manifest.json is not JSON', { cause });
  }
  const version = manifest?.schemaVersion;
  if (typeof version !== 'number') throw new CorruptArtifactError(folder, 'manifest.json has no schemaVersion');
  if (version > schemaVersion) throw new NewerArtifactError(folder, version, schemaVersion);
  for (const name of ['modelVersion', 'hybrid', 'models', 'arrays', 'ranking', 'files'] as const) {
    if (manifest[name] === undefined) throw new CorruptArtifactError(folder, `manifest.json has no ${name}`);
  }
  if (manifest.checksum !== undefined && manifest.checksum !== checksumOf(manifest)) {
    throw new CorruptArtifactError(folder, 'the checksum of manifest.json does not match what it holds');
  }
  return manifest as Manifest;
}

function newBytes(bytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

const chunkBytes = 2 ** 18;

/** Reads a file into what `allocate` gives and compares its checksum. */
function readChecked(
  folder: string,
  { name, bytes, sha256 }: FileEntry,
  allocate: (bytes: number) => Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const path = join(folder, name);
  let size: number;
  try {
    size = statSync(path).size;
  } catch (cause) {
    throw new CorruptArtifactError(folder, `${name} cannot be read`, { cause });
  }
  if (size !== bytes) throw new CorruptArtifactError(folder, `${name} has ${size} bytes instead of ${bytes}`);
  const target = allocate(bytes);
  const hash = createHash('sha256');
  const file = openSync(path, 'r');
  try {
    let read = 0;
    while (read < bytes) {
      const count = readSync(file, target, read, Math.min(bytes - read, chunkBytes), read);
      if (count === 0) throw new CorruptArtifactError(folder, `${name} ends after ${read} bytes`);
      // While the bytes are in the processor's cache.
      hash.update(target.subarray(read, read + count));
      read += count;
    }
  } finally {
    closeSync(file);
  }
  const actual = hash.digest('hex');
  if (actual !== sha256) throw new CorruptArtifactError(folder, `the checksum of ${name} does not match the manifest`);
  return target;
}

function viewOf(
  folder: string,
  binary: Uint8Array<ArrayBuffer>,
  { type, offset, length }: ArrayEntry,
): ArrayLike<number> & ArrayBufferView {
  const constructor = constructors[type as ArrayType];
  const isWithin = constructor !== undefined && offset + length * constructor.BYTES_PER_ELEMENT <= binary.byteLength;
  if (!isWithin || offset % constructor.BYTES_PER_ELEMENT !== 0) {
    throw new CorruptArtifactError(folder, `an array of ${length} ${type} at byte ${offset} does not fit the file`);
  }
  return new constructor(binary.buffer, binary.byteOffset + offset, length);
}

/** Version 1 had ids and items in one object. */
function upgradeCatalogue(text: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { itemIds, items } = JSON.parse(Buffer.from(text.buffer).toString()) as {
    itemIds: string[];
    items: (CatalogueItem | null)[];
  };
  return new TextEncoder().encode(
    catalogueText(
      itemIds,
      items.map((item) => item ?? undefined),
    ),
  );
}
