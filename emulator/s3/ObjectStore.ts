import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Credentials } from '../identity/index.ts';

/** A place in S3. */
export interface S3Place {
  bucket: string;
  /** Without a slash in front. */
  key: string;
}

export const readS3Uri = (uri: string): S3Place => {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(uri) ?? [];
  return { bucket, key };
};

/** Below a prefix, where the object of a key lies when the prefix is copied into a folder. */
const pathBelow = (prefix: string, key: string): string => {
  if (key === prefix) return key.split('/').pop()!;
  const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`;
  return key.startsWith(folder) ? key.slice(folder.length) : key.slice(prefix.lastIndexOf('/') + 1);
};

/** Files of a folder at any depth, as paths below it. */
export const filesBelow = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
        .sort()
    : [];

/** S3 as a role sees it. Failures are those of S3's client. */
export class ObjectStore {
  readonly #client: S3Client;

  constructor(options: { endpoint: string; region: string; credentials: Credentials }) {
    this.#client = new S3Client({ ...options, forcePathStyle: true });
  }

  /** Keys that begin with this, without those of folders. */
  async list({ bucket, key }: S3Place): Promise<string[]> {
    const keys: string[] = [];
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: key, ContinuationToken: token }),
      );
      keys.push(...(page.Contents ?? []).map(({ Key }) => Key!));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return keys.filter((found) => !found.endsWith('/'));
  }

  async exists({ bucket, key }: S3Place): Promise<boolean> {
    try {
      await this.#client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (error) {
      if (['NotFound', 'NoSuchKey', 'NoSuchBucket'].includes((error as Error).name)) return false;
      throw error;
    }
  }

  async read({ bucket, key }: S3Place): Promise<Readable> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Body as Readable;
  }

  async download(place: S3Place, file: string): Promise<void> {
    mkdirSync(dirname(file), { recursive: true });
    await pipeline(await this.read(place), createWriteStream(file));
  }

  /** Copies what lies under a prefix. @returns how many objects there were */
  async downloadAll({ bucket, key: prefix }: S3Place, folder: string): Promise<number> {
    mkdirSync(folder, { recursive: true });
    const keys = await this.list({ bucket, key: prefix });
    for (const key of keys) {
      await this.download({ bucket, key }, join(folder, pathBelow(prefix, key)));
    }
    return keys.length;
  }

  async upload(file: string, { bucket, key }: S3Place): Promise<void> {
    const { size } = statSync(file);
    await this.#client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: createReadStream(file), ContentLength: size }),
    );
  }

  /** Copies a folder below a place, as if that were a folder. */
  async uploadAll(folder: string, { bucket, key }: S3Place): Promise<void> {
    for (const path of filesBelow(folder)) {
      const parts = [...(key === '' ? [] : [key.replace(/\/$/, '')]), ...path.split(sep)];
      await this.upload(join(folder, path), { bucket, key: parts.join('/') });
    }
  }

  async remove({ bucket, key }: S3Place): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  }

  close(): void {
    this.#client.destroy();
  }
}
