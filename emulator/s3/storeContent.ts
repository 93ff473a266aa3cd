import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import type { ChecksumAlgorithm } from './StoredObject.ts';

export type Content = string | Buffer | Readable;

/** A file that was written, and what its bytes are. */
export interface WrittenContent {
  file: string;
  size: number;
  /** Hex. */
  md5: string;
  /** Hex; only where it was asked for. */
  sha256?: string;
  /** Base64; only where one was asked for. */
  checksum?: string;
}

export interface ContentOptions {
  checksum?: ChecksumAlgorithm;
  /** Whether the hash of the body is wanted, which the signature may state. */
  hash?: boolean;
  /** Throws when the bytes are not what was announced; nothing is kept then. */
  verify?(written: WrittenContent): void;
}

/** What checks a stream while it passes. */
const startChecksum = (algorithm: ChecksumAlgorithm): { update(chunk: Buffer): void; digest(): string } => {
  if (algorithm !== 'crc32') {
    const hash = createHash(algorithm);
    return { update: (chunk) => void hash.update(chunk), digest: () => hash.digest('base64') };
  }
  let value = 0;
  return {
    update: (chunk) => void (value = crc32(chunk, value)),
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes.toString('base64');
    },
  };
};

/** The checksum of bytes that are in memory, in base64. */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Buffer): string {
  const checksum = startChecksum(algorithm);
  checksum.update(bytes);
  return checksum.digest();
}

/**
 * Writes bytes into a file of their own, which nothing names yet: whoever is ended in between leaves a file that the
 * next start removes.
 * @param folder made when missing
 * @param name begins the name of the file, for people
 */
export async function storeContent(
  folder: string,
  name: string,
  content: Content,
  { checksum: algorithm, hash, verify }: ContentOptions = {},
): Promise<WrittenContent> {
  const file = `${name}.${randomBytes(8).toString('hex')}`;
  const path = join(folder, file);
  mkdirSync(folder, { recursive: true });
  const md5 = createHash('md5');
  const sha256 = hash ? createHash('sha256') : undefined;
  const checksum = algorithm && startChecksum(algorithm);
  let size = 0;
  const measure = async function* (source: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
    for await (const part of source) {
      const chunk = Buffer.from(part as Buffer);
      size += chunk.length;
      for (const digest of [md5, sha256, checksum]) digest?.update(chunk);
      yield chunk;
    }
  };
  try {
    const source = content instanceof Readable ? content : Readable.from([Buffer.from(content as Buffer)]);
    await pipeline(source, measure, createWriteStream(path, { flags: 'wx' }));
    const written = { file, size, md5: md5.digest('hex'), sha256: sha256?.digest('hex'), checksum: checksum?.digest() };
    verify?.(written);
    return written;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}
