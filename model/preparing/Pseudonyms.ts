import { createHmac } from 'node:crypto';
import { pseudonymLength } from '../../schema/contract/models.ts';

/** Names that stand for ids in everything outside the tables: without the key nobody gets from one to the other. */
export class Pseudonyms {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** The first 22 characters of the HMAC-SHA-256 (RFC 2104) of an id in base64url. */
  of(id: string): string {
    return createHmac('sha256', this.#key).update(id).digest('base64url').slice(0, pseudonymLength);
  }
}
