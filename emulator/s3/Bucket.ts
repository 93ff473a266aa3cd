import {
  createReadStream,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ServiceError } from '../gateway/index.ts';
import { compareKeys, fileNameOf } from './fileNames.ts';
import { isExpired, type LifecycleRule } from './lifecycle.ts';
import { storeContent, type Content, type ContentOptions, type WrittenContent } from './storeContent.ts';
import type { StoredObject } from './StoredObject.ts';

export interface BucketDefinition {
  name: string;
  arn: string;
  rules: LifecycleRule[];
}

/** On what a write depends. https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export interface WriteCondition {
  /** The object must not be there. */
  isAbsent?: boolean;
  /** The object must be this one. */
  etag?: string;
}

export interface PutOptions extends ContentOptions, WriteCondition {
  /** Content type and the like, lower-case names. */
  headers?: Record<string, string>;
}

/** Bytes from `start` to `end`, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

const longestKey = 1024;

/** A bucket as a folder: `data/` holds the bytes, `objects/` a JSON file for each object that names its bytes. */
export class Bucket {
  readonly definition: BucketDefinition;
  readonly folder: string;
  readonly #now: () => number;
  readonly #objects = new Map<string, StoredObject>();
  /** In the order of S3. */
  readonly #keys: string[] = [];

  /** Reads what the folder holds; bytes that no object names, left by a process that was ended, are removed. */
  constructor(folder: string, definition: BucketDefinition, now: () => number = Date.now) {
    this.folder = folder;
    this.definition = definition;
    this.#now = now;
    const [objects, data] = [join(folder, 'objects'), join(folder, 'data')];
    [objects, data].forEach((path) => mkdirSync(path, { recursive: true }));
    for (const name of readdirSync(objects)) {
      if (name.endsWith('.json')) {
        const object = JSON.parse(readFileSync(join(objects, name), 'utf8')) as StoredObject;
        this.#objects.set(object.key, object);
      } else {
        rmSync(join(objects, name));
      }
    }
    this.#keys.push(...[...this.#objects.keys()].sort(compareKeys));
    const named = new Set([...this.#objects.values()].map(({ file }) => file));
    readdirSync(data).forEach((name) => !named.has(name) && rmSync(join(data, name)));
  }

  get name(): string {
    return this.definition.name;
  }

  /** Undefined when it is not there, or was to end by a life-cycle rule. */
  find(key: string): StoredObject | undefined {
    const object = this.#objects.get(key);
    return object && isExpired(object, this.definition.rules, this.#now()) ? undefined : object;
  }

  /** The bytes of an object that was just found, or a part of them. */
  read({ file, size }: StoredObject, range: ByteRange = { start: 0, end: size - 1 }): Readable {
    if (range.end < range.start) {
      return Readable.from([]);
    }
    // Opened at once: a later write removes the file, and who reads it already goes on.
    const fd = openSync(join(this.folder, 'data', file), 'r');
    return createReadStream('', { fd, ...range });
  }

  /** Objects whose key begins with the prefix, in the order of their keys, from the first one behind `after` on. */
  *list(prefix = '', after = ''): Generator<StoredObject> {
    const begin = compareKeys(after, prefix) < 0 ? this.#indexOf(prefix) : this.#indexOf(after);
    for (const key of this.#keys.slice(begin)) {
      if (!key.startsWith(prefix) && compareKeys(key, prefix) > 0) {
        return;
      }
      const object = key === after && after !== '' ? undefined : this.find(key);
      if (object) {
        yield object;
      }
    }
  }

  /**
   * Writes an object whole or not at all.
   * @throws ServiceError (PreconditionFailed, NoSuchKey, KeyTooLongError), and what `verify` throws
   */
  async put(
    key: string,
    content: Content,
    { headers, isAbsent, etag, ...options }: PutOptions = {},
  ): Promise<StoredObject> {
    this.check(key, { isAbsent, etag });
    const written = await storeContent(join(this.folder, 'data'), fileNameOf(key), content, options);
    const { checksum: algorithm } = options;
    const checksum = algorithm && { algorithm, value: written.checksum! };
    return this.commit(key, written, { headers, checksum, etag: written.md5 }, { isAbsent, etag });
  }

  /** Whether a write may begin. @throws ServiceError (PreconditionFailed, NoSuchKey, KeyTooLongError) */
  check(key: string, { isAbsent, etag }: WriteCondition): void {
    if (Buffer.byteLength(key) > longestKey) {
      throw new ServiceError('KeyTooLongError', 'Your key is too long');
    }
    const present = this.find(key);
    if (etag !== undefined && !present) {
      throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404);
    }
    if ((isAbsent && present) || (etag !== undefined && present?.etag !== etag)) {
      throw new ServiceError(
        'PreconditionFailed',
        'At least one of the pre-conditions you specified did not hold',
        412,
      );
    }
  }

  /** Makes written bytes an object: until here nobody sees them, and what was there before is gone afterwards. */
  commit(
    key: string,
    { file, size }: Pick<WrittenContent, 'file' | 'size'>,
    about: Pick<StoredObject, 'etag' | 'checksum'> & { headers?: Record<string, string> },
    condition: WriteCondition = {},
  ): StoredObject {
    try {
      this.check(key, condition);
    } catch (error) {
      this.#removeData(file);
      throw error;
    }
    const object = { key, size, file, lastModified: this.#now(), ...about, headers: about.headers ?? {} };
    const path = this.#objectFile(key);
    writeFileSync(`${path}.new`, JSON.stringify(object));
    renameSync(`${path}.new`, path);
    const before = this.#objects.get(key);
    this.#objects.set(key, object);
    if (before) {
      this.#removeData(before.file);
    } else {
      this.#keys.splice(this.#indexOf(key), 0, key);
    }
    return object;
  }

  /** Nothing happens when it is not there, as on S3. */
  delete(key: string): void {
    const object = this.#objects.get(key);
    if (object) {
      rmSync(this.#objectFile(key));
      this.#objects.delete(key);
      this.#keys.splice(this.#indexOf(key), 1);
      this.#removeData(object.file);
    }
  }

  /** Removes what its life-cycle rules have ended. */
  expire(): void {
    const now = this.#now();
    [...this.#objects.values()]
      .filter((object) => isExpired(object, this.definition.rules, now))
      .forEach(({ key }) => this.delete(key));
  }

  /** Where a key stands, or would stand. */
  #indexOf(key: string): number {
    let [low, high] = [0, this.#keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareKeys(this.#keys[middle]!, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #objectFile(key: string): string {
    return join(this.folder, 'objects', `${fileNameOf(key)}.json`);
  }

  #removeData(file: string): void {
    rmSync(join(this.folder, 'data', file), { force: true });
  }
}
