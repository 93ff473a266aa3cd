import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes a file that its owner only may read. */
export function writePrivate(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text, { mode: 0o600 });
}

/** Reads a private file of the state folder, or makes it. */
export function keepFile(folder: string, name: string, make: () => string): string {
  const path = join(folder, name);
  if (!existsSync(path)) {
    writePrivate(folder, name, make());
  }
  return readFileSync(path, 'utf8');
}

/** Secrets of the local cloud that last as long as the state folder, all derived from one random key. */
export class LocalKeys {
  readonly #secret: string;

  /** `folder` is `keys/` of the state folder; it is made when missing. */
  constructor(folder: string) {
    this.#secret = keepFile(folder, 'secret', () => randomBytes(32).toString('hex'));
  }

  derive(purpose: string): Buffer {
    return createHmac('sha256', this.#secret).update(purpose).digest();
  }
}
