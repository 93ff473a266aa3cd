import { join } from 'node:path';
import { ServiceError } from '../gateway/index.ts';
import { Bucket, type BucketDefinition } from './Bucket.ts';
import { MultipartUploads } from './MultipartUploads.ts';

/** The buckets of the template, each a folder. */
export class Buckets {
  readonly #buckets: Map<string, { bucket: Bucket; uploads: MultipartUploads }>;

  constructor(folder: string, definitions: BucketDefinition[], now: () => number = Date.now) {
    this.#buckets = new Map(
      definitions.map((definition) => {
        const bucket = new Bucket(join(folder, definition.name), definition, now);
        return [definition.name, { bucket, uploads: new MultipartUploads(bucket, now) }];
      }),
    );
  }

  all(): Bucket[] {
    return [...this.#buckets.values()].map(({ bucket }) => bucket);
  }

  /** @throws ServiceError (NoSuchBucket) */
  find(name: string): Bucket {
    return this.#find(name).bucket;
  }

  /** @throws ServiceError (NoSuchBucket) */
  uploadsOf(name: string): MultipartUploads {
    return this.#find(name).uploads;
  }

  /** Removes what life-cycle rules have ended. */
  expire(): void {
    for (const { bucket, uploads } of this.#buckets.values()) {
      bucket.expire();
      uploads.expire();
    }
  }

  #find(name: string): { bucket: Bucket; uploads: MultipartUploads } {
    const found = this.#buckets.get(name);
    if (!found) {
      throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
    }
    return found;
  }
}
