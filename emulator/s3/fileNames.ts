import { createHash } from 'node:crypto';

const longestReadable = 120;

/**
 * A file name for a key: what a person recognizes, and a hash of the whole key, by which keys that differ in their end
 * or in upper and lower case alone stay apart on every file system.
 */
export function fileNameOf(key: string): string {
  const readable = encodeURIComponent(Buffer.from(key).toString()).replace(/\*/g, '%2A').slice(0, longestReadable);
  return `${readable}~${createHash('sha256').update(key).digest('hex').slice(0, 32)}`;
}

/** Rank of a UTF-16 unit by code point: the surrogates, which begin higher planes, come last. */
const rank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

/** The order in which S3 lists keys: that of their bytes in UTF-8. */
export function compareKeys(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    const [a, b] = [left.charCodeAt(index), right.charCodeAt(index)];
    if (a !== b) {
      return rank(a) - rank(b);
    }
  }
  return left.length - right.length;
}
