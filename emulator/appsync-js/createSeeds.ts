import { randomBytes } from 'node:crypto';

type Seed = [number, number, number, number];

const seedBytes = 16;
/** The system is asked for so many seeds at a time: asking costs more than a seed is worth. */
const fetched = 256;

/** Four words of chance for each handler call; `bytes`, where it is given, is asked for each of them. */
export function createSeeds(bytes?: (size: number) => Uint8Array): () => Seed {
  let pool = new DataView(new ArrayBuffer(0));
  let at = 0;
  return () => {
    if (at === pool.byteLength) {
      // A copy: what is handed out may be a part of something larger.
      pool = new DataView(Uint8Array.from(bytes ? bytes(seedBytes) : randomBytes(seedBytes * fetched)).buffer);
      at = 0;
    }
    at += seedBytes;
    return [16, 12, 8, 4].map((before) => pool.getUint32(at - before)) as Seed;
  };
}
