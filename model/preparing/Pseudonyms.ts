import { createHmac } from 'node:crypto';
import { pseudonymLength } from '../../schema/contract/models.ts';
import { readIfThere } from '../jobs/files.ts';
import { UnusableInputError } from '../jobs/runJob.ts';

/** Ids whose pseudonyms are remembered: an export has the rows of a user one after the other. */
const mostRemembered = 20_000;
/** The shortest key that HMAC-SHA-256 may have (RFC 2104, section 3). */
const leastKeyBytes = 32;

/** Names that stand for ids in everything outside the tables: without the key nobody gets from one to the other. */
export class Pseudonyms {
  readonly #key: Buffer;
  readonly #remembered = new Map<string, string>();

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** By the key in a file. @throws UnusableInputError `INVALID_KEY` */
  static async read(path: string): Promise<Pseudonyms> {
    const key = await readIfThere(path);
    if (key !== undefined && key.length >= leastKeyBytes) return new Pseudonyms(key);
    const received = key === undefined ? 'no file' : `${key.length} bytes`;
    throw new UnusableInputError('INVALID_KEY', `key/pseudonyms must hold at least 32 bytes; received ${received}.`);
  }

  /** The first 22 characters of the HMAC-SHA-256 (RFC 2104) of an id in base64url. */
  of(id: string): string {
    let pseudonym = this.#remembered.get(id);
    if (pseudonym === undefined) {
      pseudonym = createHmac('sha256', this.#key).update(id).digest('base64url').slice(0, pseudonymLength);
      if (this.#remembered.size === mostRemembered) this.#remembered.clear();
      this.#remembered.set(id, pseudonym);
    }
    return pseudonym;
  }
}
