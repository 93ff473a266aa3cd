import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { archiveKeys } from '../../schema/contract/models.ts';

/** The marks of erased people in the archive bucket. */
export class ErasureMarks {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** The keys of marks that were written before a moment, in milliseconds since 1970. */
  async *writtenBefore(moment: number): AsyncGenerator<string> {
    let ContinuationToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: archiveKeys.erased, ContinuationToken }),
      );
      for (const { Key, LastModified } of page.Contents ?? []) {
        // `about` keeps the folder from being empty.
        const isMark = Key !== `${archiveKeys.erased}about`;
        if (Key && isMark && LastModified && LastModified.getTime() < moment) yield Key;
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }

  /** One that is not there is gone already. */
  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }
}
