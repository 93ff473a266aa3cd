import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import type * as z from 'zod';
import { InvalidJobOutputError } from './errors.ts';

/** The objects of the archive bucket that are small enough for a function (schema/contract/models.ts names them). */
export class Archive {
  readonly #client: S3Client;
  readonly bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.bucket = bucket;
  }

  /**
   * What a job wrote.
   * @throws InvalidJobOutputError when it is missing or of another form
   */
  async readJson<Type>(key: string, shape: z.ZodType<Type>): Promise<Type> {
    const parsed = shape.safeParse(parse(await this.read(key)));
    if (parsed.success) return parsed.data;
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new InvalidJobOutputError(key, problems.join('; '), { cause: parsed.error });
  }

  /** Whether there is such an object: whoever may not list the bucket is told that access is denied to one that is missing. */
  async has(key: string): Promise<boolean> {
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: key }));
      return true;
    } catch (error) {
      const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
      if ($metadata?.httpStatusCode === 404 || $metadata?.httpStatusCode === 403) return false;
      throw error;
    }
  }

  /**
   * A text that a job wrote.
   * @throws InvalidJobOutputError when it is missing
   */
  async read(key: string): Promise<string> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return (await Body?.transformToString()) ?? '';
    } catch (error) {
      // S3 says of a missing object that access is denied to whoever may not list the bucket.
      if (!['NoSuchKey', 'AccessDenied'].includes((error as Error).name)) throw error;
      throw new InvalidJobOutputError(key, 'it is missing', { cause: error });
    }
  }

  async write(key: string, body: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body }));
  }

  /** Writes an object that does not exist yet, and leaves one that does as it is. */
  async writeOnce(key: string, body: string | Uint8Array): Promise<void> {
    try {
      await this.#client.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body, IfNoneMatch: '*' }));
    } catch (error) {
      if ((error as Error).name !== 'PreconditionFailed') throw error;
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
