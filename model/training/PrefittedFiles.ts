import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { gunzipSync } from 'node:zlib';
import { filesBelow } from '../jobs/files.ts';

/** A file below the channel, as the job wrote it. */
interface PrefittedFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** One fit: of everything (`whole`), or of what the sample is not asked about (`validation`). */
export interface PrefittedPart {
  readonly name: string;
  readonly algorithm: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly halfLives: readonly number[];
  readonly scope: 'whole' | 'validation';
  readonly files: readonly PrefittedFile[];
}

/** `manifest.json` of the channel `prefitted`, as spark/ writes it. */
export interface PrefittedManifest {
  readonly version: number;
  /** Fingerprint of the whole training input. */
  readonly inputFingerprint: string;
  /** Of the whole input, without who was erased meanwhile. */
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
  readonly erased: { readonly users: number; readonly interactions: number };
  /** What lies in the channel `interactions`. */
  readonly sample: { readonly users: number; readonly interactions: number; readonly cut: number };
  readonly itemIds: { readonly files: readonly PrefittedFile[] };
  readonly parts: readonly PrefittedPart[];
}

/** The prefitted parts cannot be used. Training would go on with less than was meant, so it does not. */
export class UnusablePrefittedError extends Error {
  readonly code = 'UNUSABLE_PREFITTED';
  constructor(problem: string, options?: ErrorOptions) {
    super(`The prefitted parts cannot be used: ${problem}. Run the job that fits them again.`, options);
    this.name = 'UnusablePrefittedError';
  }
}

const knownVersion = 1;
const lineFeed = 0x0a;

/** The files of the channel `prefitted`, each there as its manifest says. */
export class PrefittedFiles {
  readonly manifest: PrefittedManifest;
  readonly #folder: string;

  private constructor(folder: string, manifest: PrefittedManifest) {
    this.#folder = folder;
    this.manifest = manifest;
  }

  /**
   * The files, all checked; undefined where training was given none.
   * @throws UnusablePrefittedError
   */
  static async open(folder: string): Promise<PrefittedFiles | undefined> {
    const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw cause;
    });
    if (text === undefined) {
      if ((await filesBelow(folder)).length === 0) return undefined;
      throw new UnusablePrefittedError('manifest.json is missing, which is written last');
    }
    const manifest = parseManifest(text);
    for (const file of [...manifest.itemIds.files, ...manifest.parts.flatMap(({ files }) => files)]) {
      await check(folder, file);
    }
    return new PrefittedFiles(folder, manifest);
  }

  /** The rows of some files, one file in memory at a time. @throws UnusablePrefittedError */
  *rows<Row>(files: readonly PrefittedFile[]): Generator<Row> {
    for (const { name } of files) {
      const bytes = gunzipSync(readFileSync(join(this.#folder, name)));
      for (let start = 0; start < bytes.length;) {
        const end = bytes.indexOf(lineFeed, start);
        if (end < 0) throw new UnusablePrefittedError(`${name} ends within a line`);
        yield JSON.parse(bytes.toString('utf8', start, end)) as Row;
        start = end + 1;
      }
    }
  }
}

function parseManifest(text: string): PrefittedManifest {
  let manifest: Partial<PrefittedManifest>;
  try {
    manifest = JSON.parse(text) as Partial<PrefittedManifest>;
  } catch (cause) {
    throw new UnusablePrefittedError('manifest.json is not JSON', { cause });
  }
  const { version } = manifest;
  if (version !== knownVersion) {
    throw new UnusablePrefittedError(`manifest.json has version ${version}, this container reads ${knownVersion}`);
  }
  for (const name of ['inputFingerprint', 'sample', 'itemIds', 'parts'] as const) {
    if (manifest[name] === undefined) throw new UnusablePrefittedError(`manifest.json has no ${name}`);
  }
  return manifest as PrefittedManifest;
}

async function check(folder: string, { name, bytes, sha256 }: PrefittedFile): Promise<void> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    await pipeline(createReadStream(join(folder, name)), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        size += chunk.length;
        hash.update(chunk);
      }
    });
  } catch (cause) {
    throw new UnusablePrefittedError(`${name} cannot be read`, { cause });
  }
  if (size !== bytes || hash.digest('hex') !== sha256) {
    throw new UnusablePrefittedError(`${name} is not as manifest.json says (${bytes} bytes, SHA-256 ${sha256})`);
  }
}
