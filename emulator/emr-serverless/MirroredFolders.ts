import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, readS3Uri, type ObjectStore, type S3Place } from '../s3/index.ts';

interface Mirror {
  place: S3Place;
  folder: string;
  /** Size and time of each file as it came. */
  came: Map<string, string>;
}

const stateOf = (path: string): string => {
  const { size, mtimeMs } = statSync(path);
  return `${size} ${mtimeMs}`;
};

/**
 * The folders `s3://…` that a job is told of, as folders of this machine: Spark here has no file system for S3. They
 * come before the job, and what it changed goes back afterwards, with the permissions of its role.
 */
export class MirroredFolders {
  readonly #store: ObjectStore;
  readonly #root: string;
  readonly #mirrors: Mirror[] = [];

  constructor(store: ObjectStore, root: string) {
    this.#store = store;
    this.#root = root;
  }

  /** @returns where the folder lies now. Failures are those of S3's client */
  async bring(uri: string): Promise<string> {
    const { bucket, key } = readS3Uri(uri);
    const place = { bucket, key: key === '' || key.endsWith('/') ? key : `${key}/` };
    const folder = join(this.#root, bucket, key);
    mkdirSync(folder, { recursive: true });
    await this.#store.downloadAll(place, folder);
    const came = new Map(filesBelow(folder).map((file) => [file, stateOf(join(folder, file))]));
    this.#mirrors.push({ place, folder, came });
    return folder;
  }

  /** Writes and removes in S3 what the job wrote and removed. Failures are those of S3's client. */
  async giveBack(): Promise<void> {
    for (const { place, folder, came } of this.#mirrors) {
      const left = filesBelow(folder);
      const at = (file: string): S3Place => ({ ...place, key: `${place.key}${file}` });
      for (const file of left) {
        const path = join(folder, file);
        if (came.get(file) !== stateOf(path)) await this.#store.upload(path, at(file));
      }
      for (const file of came.keys()) if (!left.includes(file)) await this.#store.remove(at(file));
    }
  }
}
