import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import type { CatalogueItem } from '../contract/index.ts';
import type { Catalogue } from '../data/Dataset.ts';
import type { HybridArtifact } from '../hybrid/HybridModel.ts';
import { rankingArrays } from '../ranking/RankingCatalogue.ts';
import { catalogueText } from './LazyCatalogue.ts';
import { checksumOf, schemaVersion } from './Manifest.ts';
import type { ArrayEntry, ArrayType, FileEntry, Manifest, TrainingRecord } from './Manifest.ts';

const alignment = 64;

/**
 * Writes manifest.json and, named after their content, the arrays and the catalogue to `folder`. The manifest replaces
 * the old one by renaming, so that readers see the old artifact or the new one whole, also when training is
 * interrupted. Equal input gives equal bytes.
 *
 * @param modelVersion default: the first 12 digits of a hash of what was learned
 */
export async function writeArtifact(
  folder: string,
  artifact: HybridArtifact,
  catalogue: Catalogue,
  training: TrainingRecord,
  modelVersion?: string,
): Promise<Manifest> {
  if (endianness() !== 'LE') throw new Error('Artifacts are little-endian; this machine is not.');
  await mkdir(folder, { recursive: true });
  const partialArrays = join(folder, 'arrays.partial');
  const file = await open(partialArrays, 'w');
  const writer = new ArrayWriter(file);
  const models: Manifest['models'][number][] = [];
  let arrays: Record<string, ArrayEntry>;
  let ranking: Record<string, ArrayEntry>;
  try {
    for (const { algorithm, artifact: component } of artifact.models) {
      models.push({ algorithm, parameters: component.parameters, arrays: await writer.writeAll(component.arrays) });
    }
    arrays = await writer.writeAll(artifact.arrays);
    ranking = await writer.writeAll({ ...rankingArrays(catalogue) });
  } finally {
    await file.close();
  }
  const arraysFile = await publish(folder, partialArrays, 'arrays', 'bin', writer.bytes, writer.hash.digest('hex'));
  const served = catalogue.items.map((item) => (item === undefined ? undefined : servedItem(item)));
  const text = catalogueText(catalogue.itemIds, served);
  const partialCatalogue = join(folder, 'catalogue.partial');
  await writeFile(partialCatalogue, text);
  const catalogueHash = createHash('sha256').update(text).digest('hex');
  const catalogueBytes = Buffer.byteLength(text);
  const catalogueFile = await publish(folder, partialCatalogue, 'catalogue', 'jsonl', catalogueBytes, catalogueHash);
  const learned = JSON.stringify([artifact.parameters, models, arraysFile.sha256, catalogueFile.sha256]);
  const content: Manifest = {
    schemaVersion,
    modelVersion: modelVersion ?? createHash('sha256').update(learned).digest('hex').slice(0, 12),
    training,
    hybrid: artifact.parameters,
    models,
    arrays,
    ranking,
    files: { arrays: arraysFile, catalogue: catalogueFile },
  };
  const manifest = { ...content, checksum: checksumOf(content) };
  const partialManifest = join(folder, 'manifest.partial');
  await writeFile(partialManifest, `${JSON.stringify(manifest, null, 1)}\n`);
  await rename(partialManifest, join(folder, 'manifest.json'));
  const current = [arraysFile.name, catalogueFile.name];
  for (const name of await readdir(folder)) {
    if (/^(arrays|catalogue)\.[0-9a-f]{12}\.(bin|jsonl?)$/.test(name) && !current.includes(name))
      await rm(join(folder, name));
  }
  return manifest;
}

/** What serving needs of an item: the fields that filters, availability, freshness and diversity read. */
export function servedItem(item: CatalogueItem): CatalogueItem {
  const { itemId, title, categories, tags, brand, creator, price, availableFrom, availableUntil, hidden, createdAt } =
    item;
  return { itemId, title, categories, tags, brand, creator, price, availableFrom, availableUntil, hidden, createdAt };
}

async function publish(
  folder: string,
  partial: string,
  prefix: string,
  extension: string,
  bytes: number,
  sha256: string,
): Promise<FileEntry> {
  const name = `${prefix}.${sha256.slice(0, 12)}.${extension}`;
  await rename(partial, join(folder, name));
  return { name, bytes, sha256 };
}

/** Appends arrays to the binary file, each on a 64-byte boundary, and hashes what it writes. */
class ArrayWriter {
  readonly hash = createHash('sha256');
  bytes = 0;
  readonly #file: FileHandle;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async writeAll(
    arrays: Readonly<Record<string, ArrayLike<number> & ArrayBufferView>>,
  ): Promise<Record<string, ArrayEntry>> {
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
