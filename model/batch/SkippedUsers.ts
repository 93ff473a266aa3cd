import type { SkippedUser, SkipReason } from '../../schema/contract/batches.ts';
import { LineFiles } from '../jobs/LineFiles.ts';

/** Who has no list: counted by reason, and named in a file of JSON Lines. */
export class SkippedUsers {
  readonly counts: { [Reason in SkipReason]?: number } = {};
  readonly #files: LineFiles;
  readonly #name: string;

  /** @param name of the file */
  constructor(folder: string, name: string) {
    this.#files = new LineFiles(folder);
    this.#name = name;
  }

  add(skipped: SkippedUser): void {
    this.counts[skipped.reason] = (this.counts[skipped.reason] ?? 0) + 1;
    this.#files.add(this.#name, skipped);
  }

  flush(): void {
    this.#files.flush();
  }
}
