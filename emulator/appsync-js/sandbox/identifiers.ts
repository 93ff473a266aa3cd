import { currentCall } from './call.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** KSUID counts seconds from this moment, 2014-05-13T16:53:20Z (github.com/segmentio/ksuid). */
const KSUID_EPOCH = 1_400_000_000;

function randomBytes(count: number): number[] {
  const { nextUint32 } = currentCall();
  const bytes: number[] = [];
  while (bytes.length < count) {
    const word = nextUint32();
    bytes.push(word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24);
  }
  return bytes.slice(0, count);
}

/** A version 4 UUID (RFC 9562). */
export function autoId(): string {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`;
}

/** A ULID: 48 bits of milliseconds, 80 random bits, 26 characters (github.com/ulid/spec). */
export function autoUlid(): string {
  let time = currentCall().now;
  let text = '';
  for (let digit = 0; digit < 10; digit += 1) {
    text = CROCKFORD[time % 32] + text;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(16)) text += CROCKFORD[byte & 31];
  return text;
}

/** A KSUID: 32 bits of seconds, 128 random bits, 27 characters of base 62. */
export function autoKsuid(): string {
  const seconds = Math.floor(currentCall().now / 1000) - KSUID_EPOCH;
  const bytes = [seconds >>> 24, (seconds >>> 16) & 255, (seconds >>> 8) & 255, seconds & 255, ...randomBytes(16)];
  let text = '';
  for (let position = 0; position < 27; position += 1) {
    let remainder = 0;
    for (let index = 0; index < bytes.length; index += 1) {
      const value = remainder * 256 + bytes[index];
      bytes[index] = Math.floor(value / 62);
      remainder = value % 62;
    }
    text = BASE62[remainder] + text;
  }
  return text;
}
