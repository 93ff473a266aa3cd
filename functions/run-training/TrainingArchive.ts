import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { Archive } from '../shared/Archive.ts';

/** The archive as trainings use it: they alone list a folder and remove objects. */
export class TrainingArchive extends Archive {
  readonly #client: S3Client;

  constructor(client: S3Client, bucket: string) {
    super(client, bucket);
    this.#client = client;
  }

  /** The keys of a folder whose objects were last written before a moment, in milliseconds since 1970. */
  async *writtenBefore(folder: string, moment: number): AsyncGenerator<string> {
    let ContinuationToken: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.bucket, Prefix: folder, ContinuationToken }),
      );
      for (const { Key, LastModified } of page.Contents ?? []) {
        if (Key && LastModified && LastModified.getTime() < moment) yield Key;
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }

  /** One that is not there is gone already. */
  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
  }
}
