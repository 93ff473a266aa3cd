import { createHash } from 'node:crypto';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import type { HybridArtifact, Catalogue } from '../hybrid/HybridModel.ts';
import { schemaVersion } from './Manifest.ts';
import type { ArrayEntry, ArrayType, FileEntry, Manifest, TrainingRecord } from './Manifest.ts';
import { servedItem } from './servedItem.ts';

const alignment = 64;

/**
 * Writes manifest.json, model.bin and catalogue.json to `folder`. The manifest comes last and by renaming, so that an
 * interrupted training leaves no artifact that looks whole. Equal input gives equal bytes.
 */
export async function writeArtifact(
  folder: string,
  artifact: HybridArtifact,
  catalogue: Catalogue,
  training: TrainingRecord,
): Promise<Manifest> {
  if (endianness() !== 'LE') throw new Error('Artifacts are little-endian; this machine is not.');
  await mkdir(folder, { recursive: true });
  const file = await open(join(folder, 'model.bin'), 'w');
  const writer = new ArrayWriter(file);
  const models: Manifest['models'][number][] = [];
  let arrays: Record<string, ArrayEntry>;
  try {
    for (const { algorithm, artifact: component } of artifact.models) {
      models.push({ algorithm, parameters: component.parameters, arrays: await writer.writeAll(component.arrays) });
    }
    arrays = await writer.writeAll(artifact.arrays);
  } finally {
    await file.close();
  }
  const arraysFile: FileEntry = { name: 'model.bin', bytes: writer.bytes, sha256: writer.hash.digest('hex') };
  const catalogueText = JSON.stringify({
    itemIds: catalogue.itemIds,
    items: catalogue.items.map((item) => (item === undefined ? null : { ...servedItem(item), itemId: undefined })),
  });
  await writeFile(join(folder, 'catalogue.json'), catalogueText);
  const catalogueFile: FileEntry = {
    name: 'catalogue.json',
    bytes: Buffer.byteLength(catalogueText),
    sha256: createHash('sha256').update(catalogueText).digest('hex'),
  };
  const learned = JSON.stringify([artifact.parameters, models, arraysFile.sha256, catalogueFile.sha256]);
  const manifest: Manifest = {
    schemaVersion,
    modelVersion: createHash('sha256').update(learned).digest('hex').slice(0, 12),
    training,
    hybrid: artifact.parameters,
    models,
    arrays,
    files: { arrays: arraysFile, catalogue: catalogueFile },
  };
  const temporary = join(folder, 'manifest.json.partial');
  await writeFile(temporary, `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(temporary, join(folder, 'manifest.json'));
  return manifest;
}

/** Appends arrays to the binary file, each on a 64-byte boundary, and hashes what it writes. */
class ArrayWriter {
  readonly hash = createHash('sha256');
  bytes = 0;
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async writeAll(arrays: Readonly<Record<string, ArrayLike<number> & ArrayBufferView>>): Promise<Record<string, ArrayEntry>> {
    const entries: Record<string, ArrayEntry> = {};
    for (const name of Object.keys(arrays).sort()) entries[name] = await this.#write(arrays[name]);
    return entries;
  }

  async #write(array: ArrayLike<number> & ArrayBufferView): Promise<ArrayEntry> {
    const padding = (alignment - (this.bytes % alignment)) % alignment;
    if (padding > 0) await this.#append(Buffer.alloc(padding));
    const offset = this.bytes;
    await this.#append(Buffer.from(array.buffer, array.byteOffset, array.byteLength));
    return { type: arrayTypeOf(array), offset, length: array.length };
  }

  async #append(buffer: Buffer): Promise<void> {
    this.hash.update(buffer);
    let written = 0;
    while (written < buffer.length) written += (await this.#file.write(buffer, written)).bytesWritten;
    this.bytes += buffer.length;
  }
}

function arrayTypeOf(array: ArrayBufferView): ArrayType {
  return array.constructor.name.replace('Array', '') as ArrayType;
}
