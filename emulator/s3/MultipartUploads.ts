import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ServiceError } from '../gateway/index.ts';
import type { Bucket, WriteCondition } from './Bucket.ts';
import { fileNameOf } from './fileNames.ts';
import { isUploadExpired } from './lifecycle.ts';
import { checksumOf, storeContent, type Content, type ContentOptions } from './storeContent.ts';
import type { ChecksumAlgorithm, StoredObject } from './StoredObject.ts';

/** An upload in parts that has begun. */
export interface MultipartUpload {
  uploadId: string;
  key: string;
  headers: Record<string, string>;
  checksum?: ChecksumAlgorithm;
  /** Milliseconds since the Unix epoch. */
  initiated: number;
}

export interface UploadedPart {
  number: number;
  size: number;
  etag: string;
  checksum?: string;
  lastModified: number;
  file: string;
}

/** A part as the client lists it at the end. */
export interface ListedPart {
  number: number;
  etag: string;
  checksum?: string;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const [smallestPart, highestNumber] = [5 * 1024 * 1024, 10_000];

/** Uploads in parts: each a folder in `uploads/` of the bucket, so that they outlast the process. */
export class MultipartUploads {
  readonly #bucket: Bucket;
  readonly #now: () => number;
  readonly #folder: string;

  constructor(bucket: Bucket, now: () => number = Date.now) {
    this.#bucket = bucket;
    this.#now = now;
    this.#folder = join(bucket.folder, 'uploads');
  }

  create(key: string, headers: Record<string, string>, checksum?: ChecksumAlgorithm): MultipartUpload {
    this.#bucket.check(key, {});
    const upload = { uploadId: randomBytes(24).toString('hex'), key, headers, checksum, initiated: this.#now() };
    mkdirSync(join(this.#folder, upload.uploadId), { recursive: true });
    this.#write(upload.uploadId, 'upload.json', upload);
    return upload;
  }

  /** @throws ServiceError (NoSuchUpload) */
  find(uploadId: string, key: string): MultipartUpload {
    const path = join(this.#folder, uploadId, 'upload.json');
    const upload =
      /^[0-9a-f]{48}$/.test(uploadId) && existsSync(path)
        ? (JSON.parse(readFileSync(path, 'utf8')) as MultipartUpload)
        : undefined;
    if (upload?.key !== key) {
      throw new ServiceError(
        'NoSuchUpload',
        'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
        404,
      );
    }
    return upload;
  }

  async putPart(
    uploadId: string,
    key: string,
    number: number,
    content: Content,
    options: ContentOptions,
  ): Promise<UploadedPart> {
    this.find(uploadId, key);
    if (!(Number.isInteger(number) && number >= 1 && number <= highestNumber)) {
      throw new ServiceError(
        'InvalidArgument',
        `Part number must be an integer between 1 and ${highestNumber}, inclusive`,
      );
    }
    const folder = join(this.#folder, uploadId);
    const { file, size, md5, checksum } = await storeContent(folder, `${number}`, content, options);
    const part = { number, size, etag: md5, checksum, lastModified: this.#now(), file };
    this.find(uploadId, key);
    const before = this.parts(uploadId).find((other) => other.number === number);
    this.#write(uploadId, `${number}.json`, part);
    if (before) {
      rmSync(join(folder, before.file), { force: true });
    }
    return part;
  }

  /** In the order of their numbers. */
  parts(uploadId: string): UploadedPart[] {
    const folder = join(this.#folder, uploadId);
    return readdirSync(folder)
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as UploadedPart)
      .sort((left, right) => left.number - right.number);
  }

  /** Makes an object of the parts that are listed. @throws ServiceError (NoSuchUpload, InvalidPart, InvalidPartOrder, EntityTooSmall, …) */
  async complete(
    uploadId: string,
    key: string,
    listed: ListedPart[],
    condition: WriteCondition,
  ): Promise<StoredObject> {
    const { headers, checksum: algorithm } = this.find(uploadId, key);
    this.#bucket.check(key, condition);
    const parts = this.#choose(uploadId, listed);
    const folder = join(this.#folder, uploadId);
    const joined = async function* (): AsyncGenerator<Buffer> {
      for (const { file } of parts) yield* createReadStream(join(folder, file)) as AsyncIterable<Buffer>;
    };
    const content = Readable.from(joined(), { objectMode: false });
    const written = await storeContent(join(this.#bucket.folder, 'data'), fileNameOf(key), content);
    const etags = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
    const checksums = Buffer.concat(parts.map(({ checksum = '' }) => Buffer.from(checksum, 'base64')));
    const object = this.#bucket.commit(
      key,
      written,
      {
        headers,
        etag: `${createHash('md5').update(etags).digest('hex')}-${parts.length}`,
        checksum: algorithm && { algorithm, value: `${checksumOf(algorithm, checksums)}-${parts.length}` },
      },
      condition,
    );
    this.abort(uploadId, key);
    return object;
  }

  /** @throws ServiceError (NoSuchUpload) */
  abort(uploadId: string, key: string): void {
    this.find(uploadId, key);
    // What names the upload goes first: a process that is ended here leaves parts that nobody can use.
    rmSync(join(this.#folder, uploadId, 'upload.json'));
    rmSync(join(this.#folder, uploadId), { recursive: true, force: true });
  }

  list(prefix = ''): MultipartUpload[] {
    return (existsSync(this.#folder) ? readdirSync(this.#folder) : [])
      .map((uploadId) => join(this.#folder, uploadId, 'upload.json'))
      .filter(existsSync)
      .map((path) => JSON.parse(readFileSync(path, 'utf8')) as MultipartUpload)
      .filter(({ key }) => key.startsWith(prefix))
      .sort((left, right) => left.initiated - right.initiated);
  }

  /** Removes what life-cycle rules have ended, and what an abort that broke off has left. */
  expire(): void {
    const { rules } = this.#bucket.definition;
    for (const uploadId of existsSync(this.#folder) ? readdirSync(this.#folder) : []) {
      if (!existsSync(join(this.#folder, uploadId, 'upload.json'))) {
        rmSync(join(this.#folder, uploadId), { recursive: true, force: true });
      }
    }
    for (const upload of this.list().filter((one) => isUploadExpired(one, rules, this.#now()))) {
      this.abort(upload.uploadId, upload.key);
    }
  }

  #choose(uploadId: string, listed: ListedPart[]): UploadedPart[] {
    const present = new Map(this.parts(uploadId).map((part) => [part.number, part]));
    if (listed.some(({ number }, index) => index > 0 && number <= listed[index - 1]!.number)) {
      throw new ServiceError(
        'InvalidPartOrder',
        'The list of parts was not in ascending order. Parts must be ordered by part number.',
      );
    }
    const parts = listed.map(({ number, etag, checksum }) => {
      const part = present.get(number);
      if (!part || part.etag !== etag || (checksum !== undefined && part.checksum !== checksum)) {
        throw new ServiceError(
          'InvalidPart',
          "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
          400,
          { UploadId: uploadId, PartNumber: number, ETag: etag },
        );
      }
      return part;
    });
    if (parts.length === 0) {
      throw new ServiceError(
        'MalformedXML',
        'The XML you provided was not well-formed or did not validate against our published schema',
      );
    }
    const small = parts.slice(0, -1).find(({ size }) => size < smallestPart);
    if (small) {
      throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', 400, {
        ProposedSize: small.size,
        MinSizeAllowed: smallestPart,
        PartNumber: small.number,
      });
    }
    return parts;
  }

  #write(uploadId: string, name: string, content: unknown): void {
    const path = join(this.#folder, uploadId, name);
    writeFileSync(`${path}.new`, JSON.stringify(content));
    renameSync(`${path}.new`, path);
  }
}
