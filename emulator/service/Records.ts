import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Things by name, each a JSON file that is replaced as a whole: what a kill leaves is the old or the new one. */
export class Records<Kept extends object> {
  readonly #folder: string;
  readonly #kept = new Map<string, Kept>();

  constructor(folder: string) {
    this.#folder = folder;
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
    for (const file of files) {
      const kept = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Kept;
      this.#kept.set(file.slice(0, -'.json'.length), kept);
    }
  }

  all(): Kept[] {
    return [...this.#kept.values()];
  }

  /** @param name letters, digits and hyphens */
  get(name: string): Kept | undefined {
    return this.#kept.get(name);
  }

  set(name: string, kept: Kept): void {
    mkdirSync(this.#folder, { recursive: true });
    const file = join(this.#folder, `${name}.json`);
    writeFileSync(`${file}.new`, JSON.stringify(kept, null, 1));
    renameSync(`${file}.new`, file);
    this.#kept.set(name, kept);
  }

  delete(name: string): void {
    rmSync(join(this.#folder, `${name}.json`), { force: true });
    this.#kept.delete(name);
  }
}
