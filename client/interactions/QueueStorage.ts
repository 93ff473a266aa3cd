import type { RecordInteractionInput } from '../../schema/generated/operations/graphql.ts';

/** What browsers' `localStorage` and `sessionStorage` are; other platforms have something like it. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
}

/** Keeps what waits to be sent over a reload of the page, as far as the storage takes it. */
export class QueueStorage {
  readonly #storage: TextStorage | undefined;
  readonly #key: string;

  constructor(storage: TextStorage | undefined, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  read(): RecordInteractionInput[] {
    try {
      const kept: unknown = JSON.parse(this.#storage?.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? (kept as RecordInteractionInput[]) : [];
    } catch {
      // Text of somebody else, or a browser that forbids storage: there is nothing to take up.
      return [];
    }
  }

  write(inputs: RecordInteractionInput[]): void {
    try {
      this.#storage?.setItem(this.#key, JSON.stringify(inputs));
    } catch {
      // Full or forbidden: the queue goes on in memory alone.
    }
  }
}
