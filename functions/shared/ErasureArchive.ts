import { createHmac } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { archiveKeys, pseudonymLength } from '../../schema/contract/models.ts';

/**
 * Marks people in the archive, so that the next run of the training takes them out of it: by their pseudonym, since the
 * archive knows nobody by another name.
 */
export class ErasureArchive {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #makeKey: () => Uint8Array;

  /** @param makeKey 32 random bytes */
  constructor(client: S3Client, bucket: string, makeKey: () => Uint8Array) {
    this.#client = client;
    this.#bucket = bucket;
    this.#makeKey = makeKey;
  }

  /** Repeated, it changes nothing. */
  async mark(userId: string): Promise<void> {
    const key = (await this.#readKey()) ?? (await this.#writeKey());
    const pseudonym = createHmac('sha256', key).update(userId).digest('base64url').slice(0, pseudonymLength);
    await this.#writeOnce(`${archiveKeys.erased}${pseudonym}`, '');
  }

  async #readKey(): Promise<Uint8Array | undefined> {
    try {
      const command = new GetObjectCommand({ Bucket: this.#bucket, Key: archiveKeys.pseudonymKey });
      return await (await this.#client.send(command)).Body?.transformToByteArray();
    } catch (error) {
      // S3 says of a missing object that access is denied to whoever may not list the bucket.
      if (['NoSuchKey', 'AccessDenied'].includes((error as Error).name)) return undefined;
      throw error;
    }
  }

  /**
   * Before the first training there is no key; that training may still read what the table held some minutes ago, so the
   * person is marked now, under the key that it will find.
   */
  async #writeKey(): Promise<Uint8Array> {
    await this.#writeOnce(archiveKeys.pseudonymKey, this.#makeKey());
    const key = await this.#readKey();
    if (key === undefined) throw new Error('The key of the pseudonyms cannot be read after it was written.');
    return key;
  }

  async #writeOnce(key: string, body: string | Uint8Array): Promise<void> {
    try {
      await this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: body, IfNoneMatch: '*' }));
    } catch (error) {
      if ((error as Error).name !== 'PreconditionFailed') throw error;
    }
  }
}
