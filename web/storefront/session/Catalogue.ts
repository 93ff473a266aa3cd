import type { Client, RecommendationList } from '../../../client/index.ts';

export type Item = NonNullable<RecommendationList['items'][number]['item']>;

/** Items that the page has met, so that reasons can name them and pages open at once. */
export class Catalogue {
  readonly #items = new Map<string, Item | null>();
  readonly #asked = new Set<string>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  /** The item; null when the shop has none; undefined while that is not known. */
  get(itemId: string): Item | null | undefined {
    return this.#items.get(itemId);
  }

  add(items: readonly (Item | null)[]): void {
    const news = items.filter((item): item is Item => item !== null && !this.#items.get(item.itemId));
    news.forEach((item) => this.#items.set(item.itemId, item));
    if (news.length > 0) this.#changed();
  }

  /** Asks for an item that is not known, once. */
  async need(itemId: string, client: Client): Promise<void> {
    if (this.#items.has(itemId) || this.#asked.has(itemId)) return;
    this.#asked.add(itemId);
    try {
      this.#items.set(itemId, await client.item(itemId));
      this.#changed();
    } catch {
      // Whoever needs it next asks again.
      this.#asked.delete(itemId);
    }
  }

  get version(): number {
    return this.#version;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #changed(): void {
    this.#version += 1;
    this.#listeners.forEach((listener) => listener());
  }
}
