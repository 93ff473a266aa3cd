import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** The bytes of a file chunk by chunk, unpacked when its name ends in `.gz`; a cut archive is an error, not an end. */
export function openFile(path: string, chunkBytes: number): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  if (!path.endsWith('.gz')) return file;
  const unpacked = createGunzip({ chunkSize: chunkBytes });
  // Errors of either end reach whoever reads: `pipeline` hands them on.
  pipeline(file, unpacked, () => {});
  return unpacked;
}

/** The name of a file without the ending that says how it is packed. */
export function unpackedName(path: string): string {
  return path.endsWith('.gz') ? path.slice(0, -'.gz'.length) : path;
}
