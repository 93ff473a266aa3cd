import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const tagOf = (uri: string): string => uri.slice(uri.lastIndexOf(':') + 1);

/**
 * The images of the template by their tags. One that was used is kept as a registry keeps it: a model goes on running
 * the code that it was made with after the next build.
 */
export class Images {
  readonly #folder: string;
  readonly #ofTemplate: ReadonlyMap<string, { folder: string }>;

  /** @param ofTemplate the folders that Docker would build, by tag */
  constructor(folder: string, ofTemplate: ReadonlyMap<string, { folder: string }>) {
    this.#folder = folder;
    this.#ofTemplate = ofTemplate;
  }

  has(uri: string): boolean {
    return this.#ofTemplate.has(tagOf(uri)) || existsSync(join(this.#folder, tagOf(uri)));
  }

  /** The folder of an image; undefined when it is not there. */
  find(uri: string): string | undefined {
    const [kept, built] = [join(this.#folder, tagOf(uri)), this.#ofTemplate.get(tagOf(uri))?.folder];
    if (!existsSync(kept) && built !== undefined) {
      mkdirSync(this.#folder, { recursive: true });
      const copy = `${kept}.new`;
      rmSync(copy, { recursive: true, force: true });
      cpSync(built, copy, { recursive: true });
      renameSync(copy, kept);
    }
    return existsSync(kept) ? kept : undefined;
  }

  /** Forgets those that nothing names. */
  prune(uris: string[]): void {
    const used = new Set(uris.map(tagOf));
    const kept = existsSync(this.#folder) ? readdirSync(this.#folder) : [];
    kept
      .filter((tag) => !used.has(tag))
      .forEach((tag) => rmSync(join(this.#folder, tag), { recursive: true, force: true }));
  }
}
