import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { patience } from './Shop.ts';

/** Works a page by its keys alone. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  /** What has the focus, by its name: of a field, its label. */
  focused(): Promise<string> {
    return this.#page.evaluate(() => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLSelectElement ? element.labels?.[0] : null;
      // A label around a select has the texts of its options in it too.
      const own = label && [...label.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      const name = own?.map(({ textContent }) => textContent).join('') ?? element?.textContent;
      return element?.getAttribute('aria-label') ?? name?.trim() ?? '';
    });
  }

  /** Goes on by Tab until something of that name has the focus. */
  async tabTo(name: RegExp): Promise<void> {
    await expect
      .poll(
        async () => {
          const focused = await this.focused();
          if (!name.test(focused)) await this.press('Tab');
          return focused;
        },
        { interval: 1, timeout: patience },
      )
      .toMatch(name);
  }
}
