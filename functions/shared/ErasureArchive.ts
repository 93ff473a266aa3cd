import { createHmac } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
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

  /** A mark that is written again is new again: trainings drop old ones. */
  async mark(userId: string): Promise<void> {
    const key = (await this.#readKey()) ?? (await this.#writeKey());
    await this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key: markOf(userId, key), Body: '' }));
  }

  /** Takes a mark back that no training has read. */
  async unmark(userId: string): Promise<void> {
    const key = await this.#readKey();
    if (!key) return;
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: markOf(userId, key) }));
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
    const command = { Bucket: this.#bucket, Key: archiveKeys.pseudonymKey, Body: this.#makeKey(), IfNoneMatch: '*' };
    try {
      await this.#client.send(new PutObjectCommand(command));
    } catch (error) {
      if ((error as Error).name !== 'PreconditionFailed') throw error;
    }
    const key = await this.#readKey();
    if (key === undefined) throw new Error('The key of the pseudonyms cannot be read after it was written.');
    return key;
  }
}

function markOf(userId: string, key: Uint8Array): string {
  const pseudonym = createHmac('sha256', key).update(userId).digest('base64url').slice(0, pseudonymLength);
  return `${archiveKeys.erased}${pseudonym}`;
}
